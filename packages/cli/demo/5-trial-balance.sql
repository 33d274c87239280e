-- Trial balance of one company
-- What were the opening balance, debits, credits and closing balance of June 2025?
SELECT gla.c2g__ReportingCode__c AS code, gla.Name AS account, gla.c2g__Type__c AS type,
       SUM(CASE WHEN p.c2g__StartDate__c < DATE '2025-06-01' THEN tli.c2g__HomeValue__c ELSE 0 END) AS opening,
       SUM(CASE WHEN p.Name = '2025/006' AND tli.c2g__HomeValue__c > 0 THEN tli.c2g__HomeValue__c ELSE 0 END) AS debits,
       SUM(CASE WHEN p.Name = '2025/006' AND tli.c2g__HomeValue__c < 0 THEN -tli.c2g__HomeValue__c ELSE 0 END) AS credits,
       SUM(tli.c2g__HomeValue__c) AS closing
FROM c2g__codaTransactionLineItem__c tli
JOIN c2g__codaTransaction__c t ON t.Id = tli.c2g__Transaction__c
JOIN c2g__codaPeriod__c p ON p.Id = t.c2g__Period__c
JOIN c2g__codaYear__c y ON y.Id = p.c2g__YearName__c
JOIN c2g__codaGeneralLedgerAccount__c gla ON gla.Id = tli.c2g__GeneralLedgerAccount__c
JOIN c2g__codaCompany__c co ON co.Id = t.c2g__OwnerCompany__c
WHERE co.Name = 'Merlin Auto USA' AND p.c2g__EndDate__c <= DATE '2025-06-30'
  AND (gla.c2g__Type__c <> 'Profit and Loss' OR y.Name = '2025')
GROUP BY gla.c2g__ReportingCode__c, gla.Name, gla.c2g__Type__c
ORDER BY gla.c2g__ReportingCode__c;
