-- Posted invoices with no or partial payment
-- Which invoices wait for cash, oldest first, unless a credit note deals with them?
SELECT inv.Name AS invoice, a.Name AS customer, inv.c2g__InvoiceDate__c, inv.c2g__DueDate__c,
       inv.c2g__InvoiceTotal__c, inv.c2g__OutstandingValue__c,
       inv.c2g__InvoiceTotal__c - inv.c2g__OutstandingValue__c AS paid,
       inv.c2g__PaymentStatus__c, ow.Name AS account_owner
FROM c2g__codaInvoice__c inv
JOIN Account a ON a.Id = inv.c2g__Account__c
JOIN "User" ow ON ow.Id = a.OwnerId
WHERE inv.c2g__InvoiceStatus__c = 'Complete'
  AND inv.c2g__OutstandingValue__c > 0
  AND NOT EXISTS (SELECT 1 FROM c2g__codaCreditNote__c cn
                  WHERE cn.c2g__Invoice__c = inv.Id AND cn.c2g__CreditNoteStatus__c = 'Complete')
ORDER BY inv.c2g__DueDate__c, inv.c2g__OutstandingValue__c DESC
FETCH FIRST 200 ROWS ONLY;
