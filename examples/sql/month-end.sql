-- Is a company ready to close the month? Three checks, one after the other.
--
--   certsql --demo -f examples/sql/month-end.sql --param "company=Merlin Auto USA" --param from=2025-06-01 --param to=2025-06-30

-- Sales invoices of the month that are not posted yet.
SELECT i.Name AS invoice, i.c2g__Account__r.Name AS customer, i.c2g__InvoiceDate__c AS invoice_date,
       i.c2g__InvoiceStatus__c AS status, i.c2g__InvoiceTotal__c AS total
FROM c2g__codaInvoice__c i
WHERE i.c2g__OwnerCompany__r.Name = :company
  AND i.c2g__InvoiceDate__c BETWEEN :from AND :to
  AND i.c2g__InvoiceStatus__c NOT IN ('Complete', 'Discarded')
ORDER BY i.c2g__InvoiceDate__c;

-- Transactions of the month that do not balance: there must be none.
SELECT t.Name AS "transaction", SUM(l.c2g__HomeValue__c) AS difference
FROM c2g__codaTransactionLineItem__c l
JOIN c2g__codaTransaction__c t ON t.Id = l.c2g__Transaction__c
WHERE t.c2g__OwnerCompany__r.Name = :company
  AND t.c2g__TransactionDate__c BETWEEN :from AND :to
GROUP BY t.Name
HAVING SUM(l.c2g__HomeValue__c) <> 0
ORDER BY t.Name;

-- What was posted, by kind of transaction.
SELECT t.c2g__TransactionType__c AS kind, COUNT(*) AS transactions
FROM c2g__codaTransaction__c t
WHERE t.c2g__OwnerCompany__r.Name = :company
  AND t.c2g__TransactionDate__c BETWEEN :from AND :to
GROUP BY t.c2g__TransactionType__c
ORDER BY transactions DESC;
