-- One line for each of the customers that owe the most: revenue, what is open, and when they last paid in full.
--
--   certsql --demo -f examples/sql/customers-at-a-glance.sql
WITH invoices AS (
  SELECT c2g__Account__c AS customer_id, COUNT(*) AS invoices,
         SUM(c2g__NetTotal__c) AS net, SUM(c2g__OutstandingValue__c) AS outstanding,
         MAX(c2g__InvoiceDate__c) FILTER (WHERE c2g__PaymentStatus__c = 'Paid') AS last_paid_invoice
  FROM c2g__codaInvoice__c
  WHERE c2g__InvoiceStatus__c = 'Complete'
  GROUP BY c2g__Account__c
)
SELECT a.Name AS customer, a.Owner.Name AS owner, i.invoices, i.net, i.outstanding,
       RANK() OVER (ORDER BY i.outstanding DESC) AS rank, i.last_paid_invoice
FROM invoices i
JOIN Account a ON a.Id = i.customer_id
WHERE i.outstanding > 0
ORDER BY rank, customer
LIMIT 10;
