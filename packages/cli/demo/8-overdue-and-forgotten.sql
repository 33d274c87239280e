-- Overdue customers nobody has contacted
-- Who owes more than 5,000 for over 60 days, and has not heard from us for two weeks?
SELECT a.Name AS customer, u.Name AS owner, od.overdue, od.oldest_due, MAX(tk.ActivityDate) AS last_contact
FROM Account a
JOIN "User" u ON u.Id = a.OwnerId
JOIN (SELECT c2g__Account__c AS account_id, SUM(c2g__OutstandingValue__c) AS overdue, MIN(c2g__DueDate__c) AS oldest_due
      FROM c2g__codaInvoice__c
      WHERE c2g__InvoiceStatus__c = 'Complete' AND c2g__DueDate__c < CURRENT_DATE - INTERVAL '60' DAY
      GROUP BY c2g__Account__c) od ON od.account_id = a.Id
LEFT JOIN (SELECT t.WhatId AS account_id, t.ActivityDate FROM Task t WHERE t.Status = 'Completed'
           UNION ALL
           SELECT i.c2g__Account__c, t.ActivityDate FROM Task t JOIN c2g__codaInvoice__c i ON i.Id = t.WhatId
           WHERE t.Status = 'Completed') tk ON tk.account_id = a.Id
WHERE od.overdue > 5000
GROUP BY a.Name, u.Name, od.overdue, od.oldest_due
HAVING MAX(tk.ActivityDate) IS NULL OR MAX(tk.ActivityDate) < CURRENT_DATE - INTERVAL '14' DAY
ORDER BY od.overdue DESC;
