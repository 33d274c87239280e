-- Possible duplicate vendor invoices
-- Which payable invoices of one vendor and amount share a reference, or lie within three days?
SELECT a.Name AS vendor, p1.Name AS invoice_1, p2.Name AS invoice_2, p1.c2g__AccountInvoiceNumber__c AS ref_1,
       p2.c2g__AccountInvoiceNumber__c AS ref_2, p1.c2g__InvoiceTotal__c AS total, p1.c2g__InvoiceDate__c, p2.c2g__InvoiceDate__c
FROM c2g__codaPurchaseInvoice__c p1
JOIN c2g__codaPurchaseInvoice__c p2
  ON p2.c2g__Account__c = p1.c2g__Account__c AND p2.c2g__InvoiceTotal__c = p1.c2g__InvoiceTotal__c AND p2.Id > p1.Id
JOIN Account a ON a.Id = p1.c2g__Account__c
WHERE p1.c2g__InvoiceStatus__c <> 'Discarded' AND p2.c2g__InvoiceStatus__c <> 'Discarded'
  AND (UPPER(TRIM(p1.c2g__AccountInvoiceNumber__c)) = UPPER(TRIM(p2.c2g__AccountInvoiceNumber__c))
       OR ABS(p1.c2g__InvoiceDate__c - p2.c2g__InvoiceDate__c) <= 3)
ORDER BY total DESC;
