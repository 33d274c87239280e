-- oracle: SELECT Id, Name FROM Customer__c WHERE Name ILIKE 'a%'
SELECT * FROM soql('SELECT Id, Name FROM Customer__c WHERE Name LIKE ''a%''') q;

-- oracle: SELECT i.Id, r.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Region__c r ON r.Id = c.Region__c WHERE c.Active__c
SELECT q.Id, q."Customer__r.Region__r.Name" FROM soql('SELECT i.Id, Customer__r.Region__r.Name FROM Invoice__c i WHERE Customer__r.Active__c = true AND Customer__r.IsDeleted = false') q;

-- oracle: SELECT c.Id, r.Name FROM Customer__c c JOIN Region__c r ON r.Id = c.Region__c WHERE LENGTH(r.Name) > 5
SELECT c.Id, q.Name FROM Customer__c c JOIN soql('SELECT Id, Name FROM Region__c') q ON q.Id = c.Region__c WHERE LENGTH(q.Name) > 5;

-- oracle: SELECT Region__c, COUNT(*) AS n, MAX(Count__c) AS m FROM Customer__c WHERE Region__c IS NOT NULL GROUP BY Region__c HAVING COUNT(*) > 2
SELECT q.Region__c, q.n, q.expr0 FROM soql('SELECT Region__c, COUNT(Id) n, MAX(Count__c) FROM Customer__c WHERE Region__c != null GROUP BY Region__c') q WHERE q.n > 2;

-- oracle: SELECT a.Id FROM Region__c a JOIN Region__c b ON b.Parent__c = a.Id
WITH q AS (SELECT * FROM soql('SELECT Id, Parent__c FROM Region__c') s) SELECT a.Id FROM q a JOIN q b ON b.Parent__c = a.Id;

-- oracle: SELECT Id FROM Customer__c WHERE Region__c IN (SELECT Id FROM Region__c WHERE Parent__c IS NULL)
SELECT Id FROM Customer__c WHERE Region__c IN (SELECT q.Id FROM soql('SELECT Id FROM Region__c WHERE Parent__c = null') q);

-- oracle: SELECT COUNT(*) AS n FROM Empty__c
SELECT COUNT(*) AS n FROM soql('SELECT Id FROM Empty__c') q;

-- oracle: SELECT Day__c, Moment__c, Credit__c, Active__c FROM Customer__c
SELECT * FROM soql('SELECT Day__c, Moment__c, Credit__c, Active__c FROM Customer__c') q;
