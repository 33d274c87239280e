-- Aged receivables by company and customer
-- Who owes us how much, in home currency, and for how long has it been due?
SELECT co.Name AS company, a.Name AS customer,
       SUM(CASE WHEN tli.c2g__DueDate__c >= CURRENT_DATE THEN tli.c2g__HomeOutstandingValue__c ELSE 0 END) AS not_due,
       SUM(CASE WHEN CURRENT_DATE - tli.c2g__DueDate__c BETWEEN 1 AND 30 THEN tli.c2g__HomeOutstandingValue__c ELSE 0 END) AS d1_30,
       SUM(CASE WHEN CURRENT_DATE - tli.c2g__DueDate__c BETWEEN 31 AND 60 THEN tli.c2g__HomeOutstandingValue__c ELSE 0 END) AS d31_60,
       SUM(CASE WHEN CURRENT_DATE - tli.c2g__DueDate__c BETWEEN 61 AND 90 THEN tli.c2g__HomeOutstandingValue__c ELSE 0 END) AS d61_90,
       SUM(CASE WHEN CURRENT_DATE - tli.c2g__DueDate__c > 90 THEN tli.c2g__HomeOutstandingValue__c ELSE 0 END) AS d90_plus,
       SUM(tli.c2g__HomeOutstandingValue__c) AS total_outstanding
FROM c2g__codaTransactionLineItem__c tli
JOIN c2g__codaTransaction__c t ON t.Id = tli.c2g__Transaction__c
JOIN c2g__codaCompany__c co ON co.Id = t.c2g__OwnerCompany__c
JOIN Account a ON a.Id = tli.c2g__Account__c
JOIN c2g__codaGeneralLedgerAccount__c gla ON gla.Id = tli.c2g__GeneralLedgerAccount__c
WHERE tli.c2g__LineType__c = 'Account'
  AND tli.c2g__MatchingStatus__c = 'Available'
  AND gla.c2g__GLAGroup__c = 'Accounts Receivable'
GROUP BY co.Name, a.Name
HAVING SUM(tli.c2g__HomeOutstandingValue__c) <> 0
ORDER BY total_outstanding DESC;
