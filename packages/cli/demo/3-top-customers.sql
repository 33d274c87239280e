-- Top 10 customers of each company
-- Who are the largest customers of 2025, and what share of the revenue is theirs?
SELECT company, customer, net_revenue, pct_of_company, rn
FROM (
  SELECT co.Name AS company, a.Name AS customer, SUM(l.c2g__NetValue__c) AS net_revenue,
         100.0 * SUM(l.c2g__NetValue__c) / NULLIF(SUM(SUM(l.c2g__NetValue__c)) OVER (PARTITION BY co.Name), 0) AS pct_of_company,
         ROW_NUMBER() OVER (PARTITION BY co.Name ORDER BY SUM(l.c2g__NetValue__c) DESC) AS rn
  FROM c2g__codaInvoiceLineItem__c l
  JOIN c2g__codaInvoice__c inv ON inv.Id = l.c2g__Invoice__c
  JOIN c2g__codaCompany__c co ON co.Id = inv.c2g__OwnerCompany__c
  JOIN Account a ON a.Id = inv.c2g__Account__c
  WHERE inv.c2g__InvoiceStatus__c = 'Complete'
    AND EXTRACT(YEAR FROM inv.c2g__InvoiceDate__c) = 2025
  GROUP BY co.Name, a.Name) ranked
WHERE rn <= 10
ORDER BY company, rn;
