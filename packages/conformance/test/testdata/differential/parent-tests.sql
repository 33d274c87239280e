SELECT Id FROM Invoice__c WHERE Customer__c IN (SELECT Id FROM Customer__c WHERE Active__c) OR Status__c = 'Draft';

SELECT Id FROM Invoice__c i WHERE NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND c.Active__c);

SELECT Id FROM Invoice__c i WHERE NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c);

SELECT Status__c, COUNT(*) AS n FROM Invoice__c i WHERE NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND c.Share__c > 12.5) GROUP BY Status__c;

-- a null field of the parent is no answer
SELECT Id FROM Invoice__c i WHERE NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND NOT (c.Status__c = 'Active' OR c.Count__c > 1));

SELECT Id FROM Invoice__c WHERE Customer__c IN (SELECT Id FROM Customer__c WHERE Active__c) OR ShipTo__c IN (SELECT Id FROM Customer__c WHERE Active__c IS NOT TRUE AND Day__c IS NULL);

SELECT Id FROM Invoice__c WHERE NOT (Customer__c IN (SELECT Id FROM Customer__c WHERE Active__c) AND Posted__c);

-- nothing in the list: NULL NOT IN it
SELECT Id FROM Invoice__c WHERE Customer__c NOT IN (SELECT Id FROM Customer__c WHERE Name = 'nobody') OR Posted__c;

SELECT Id FROM Invoice__c WHERE Customer__c NOT IN (SELECT Id FROM Customer__c WHERE Active__c) OR Posted__c;

SELECT Id FROM Invoice__c WHERE (Customer__c NOT IN (SELECT Id FROM Customer__c WHERE Active__c) OR Posted__c) AND Customer__c IS NOT NULL;

SELECT Id FROM Invoice__c WHERE (Customer__c IN (SELECT Id FROM Customer__c WHERE Active__c)) IS NULL;

SELECT Id, (Customer__c IN (SELECT Id FROM Customer__c WHERE Active__c)) AS one FROM Invoice__c;

-- the object itself
SELECT Id FROM Region__c WHERE Parent__c IN (SELECT Id FROM Region__c WHERE Name LIKE 'E%' OR Name = 'World');

SELECT Id FROM Region__c r WHERE NOT EXISTS (SELECT 1 FROM Region__c p WHERE p.Id = r.Parent__c AND p.Target__c >= 0);

-- grandparents
SELECT Id FROM Line__c l WHERE Product__c = 'Gizmo' OR EXISTS (SELECT 1 FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE i.Id = l.Invoice__c AND c.Active__c AND i.Posted__c);

SELECT Id FROM Line__c l WHERE NOT EXISTS (SELECT 1 FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE i.Id = l.Invoice__c AND c.Status__c = 'Active');

-- child and parent
SELECT i.Id FROM Invoice__c i WHERE i.Posted__c OR NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND c.Day__c < i.Date__c);

-- on the optional side of a join
SELECT l.Id, i.Id AS invoice FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c AND i.Posted__c WHERE NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND c.Active__c);
