-- Profit and loss by month and department
-- How did each section do in 2025, with subtotals?
SELECT gla.c2g__TrialBalance2__c AS section, d1.Name AS department,
       EXTRACT(MONTH FROM t.c2g__TransactionDate__c) AS mon, SUM(-tli.c2g__HomeValue__c) AS amount
FROM c2g__codaTransactionLineItem__c tli
JOIN c2g__codaTransaction__c t ON t.Id = tli.c2g__Transaction__c
JOIN c2g__codaGeneralLedgerAccount__c gla ON gla.Id = tli.c2g__GeneralLedgerAccount__c
LEFT JOIN c2g__codaDimension1__c d1 ON d1.Id = tli.c2g__Dimension1__c
WHERE gla.c2g__Type__c = 'Profit and Loss'
  AND t.c2g__TransactionDate__c BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
GROUP BY ROLLUP (gla.c2g__TrialBalance2__c, d1.Name, EXTRACT(MONTH FROM t.c2g__TransactionDate__c))
ORDER BY section, department, mon;
