-- child to parent
SELECT i.Name, c.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT i.Name, c.Name, c.Region__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT i.Name, c.Name FROM Invoice__c i RIGHT JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT i.Name, c.Name FROM Invoice__c i FULL JOIN Customer__c c ON c.Id = i.Customer__c;

-- parent to child
SELECT c.Name, i.Name FROM Customer__c c JOIN Invoice__c i ON i.Customer__c = c.Id;

SELECT c.Name, i.Name FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id;

-- parents in the recycle bin are no rows
SELECT COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE i.Customer__c IS NOT NULL AND c.Id IS NULL;

SELECT COUNT(*) AS n, COUNT(i.Customer__c) AS k, COUNT(c.Id) AS p FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT i.Id, i.Customer__c, c.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Id IS NULL;

SELECT l.Name, i.Name FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c WHERE i.Id IS NULL;

SELECT COUNT(*) AS n FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c;

SELECT i.Customer__c, COUNT(*) AS n FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY i.Customer__c;

-- filters on both sides
SELECT i.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c = 'acme' AND i.Posted__c;

SELECT i.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c <> 'acme' AND i.Status__c <> 'Draft';

SELECT i.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c <> 'acme';

SELECT i.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c IS NULL;

SELECT i.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c = 'acme' OR i.Status__c = 'Draft';

SELECT i.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT (c.Credit__c > 0);

SELECT i.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Status__c NOT IN ('Active', 'closed');

SELECT i.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c IS DISTINCT FROM 'acme';

-- conditions of ON and of WHERE are not the same
SELECT i.Name, c.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND c.Active__c;

SELECT i.Name, c.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND i.Posted__c;

SELECT i.Name, c.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND c.Text__c = 'acme' WHERE i.Status__c = 'Complete';

SELECT i.Name, c.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c AND c.Active__c AND i.Total__c > 0;

SELECT c.Name, i.Name FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Status__c = 'Draft' WHERE c.Active__c;

SELECT c.Name, i.Name FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Status__c = 'Draft';

SELECT i.Name, c.Name FROM Invoice__c i FULL JOIN Customer__c c ON c.Id = i.Customer__c AND c.Active__c;

SELECT i.Name, c.Name FROM Invoice__c i FULL JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c AND i.Posted__c;

SELECT i.Name, c.Name FROM Invoice__c i RIGHT JOIN Customer__c c ON c.Id = i.Customer__c WHERE i.Id IS NULL;

-- anti-join by hand
SELECT c.Name FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL;

-- two lookups to the same table
SELECT i.Name, c.Name, s.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c JOIN Customer__c s ON s.Id = i.ShipTo__c;

SELECT i.Name, c.Name, s.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Customer__c s ON s.Id = i.ShipTo__c;

SELECT i.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c JOIN Customer__c s ON s.Id = i.ShipTo__c WHERE c.Text__c = s.Text__c;

SELECT i.Name, s.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Customer__c s ON s.Id = i.ShipTo__c AND s.Active__c WHERE c.Active__c;

SELECT i.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c AND c.Id = i.ShipTo__c;

-- the same parent twice
SELECT i.Name, a.Name, b.Text__c FROM Invoice__c i JOIN Customer__c a ON a.Id = i.Customer__c LEFT JOIN Customer__c b ON b.Id = i.Customer__c WHERE b.Active__c;

-- chains
SELECT i.Name, c.Name, r.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c JOIN Region__c r ON r.Id = c.Region__c;

SELECT i.Name, c.Name, r.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Region__c r ON r.Id = c.Region__c;

SELECT i.Name, r.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c JOIN Region__c r ON r.Id = c.Region__c;

SELECT l.Name, r.Name FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c JOIN Customer__c c ON c.Id = i.Customer__c JOIN Region__c r ON r.Id = c.Region__c;

SELECT l.Name, r.Name, p.Name FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c LEFT JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Region__c r ON r.Id = c.Region__c LEFT JOIN Region__c p ON p.Id = r.Parent__c WHERE l.Price__c > 50;

SELECT r.Name, COUNT(*) AS n FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c JOIN Customer__c c ON c.Id = i.Customer__c JOIN Region__c r ON r.Id = c.Region__c WHERE i.Posted__c GROUP BY r.Name;

SELECT l.Name FROM Line__c l JOIN (SELECT * FROM Invoice__c WHERE Posted__c) i ON i.Id = l.Invoice__c;

SELECT l.Name, x.n FROM Line__c l JOIN (SELECT Customer__c, Id, Name AS n FROM Invoice__c WHERE Status__c = 'Draft') x ON x.Id = l.Invoice__c;

SELECT i.Name, x.Name FROM Invoice__c i LEFT JOIN (SELECT Id, Name FROM Customer__c WHERE Active__c) x ON x.Id = i.Customer__c;

-- self lookups
SELECT r.Name, p.Name FROM Region__c r LEFT JOIN Region__c p ON p.Id = r.Parent__c;

SELECT r.Name, p.Name, g.Name FROM Region__c r JOIN Region__c p ON p.Id = r.Parent__c LEFT JOIN Region__c g ON g.Id = p.Parent__c;

SELECT r.Name FROM Region__c r LEFT JOIN Region__c p ON p.Id = r.Parent__c WHERE p.Code__c = 'W';

SELECT p.Name, COUNT(r.Id) AS n FROM Region__c p LEFT JOIN Region__c r ON r.Parent__c = p.Id GROUP BY p.Name;

SELECT a.Name, b.Name FROM Region__c a JOIN Region__c b ON a.Name = b.Name AND a.Id < b.Id;

-- dotted paths
-- oracle: SELECT i.Name, c.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c
SELECT Name, Customer__r.Name FROM Invoice__c;

-- a path is the org's own: it also leads to parents in the recycle bin
-- oracle: SELECT l.Name, r.Name FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Region__c r ON r.Id = c.Region__c WHERE r.Code__c IS NULL
SELECT l.Name, l.Invoice__r.Customer__r.Region__r.Name FROM Line__c l WHERE l.Invoice__r.Customer__r.Region__r.Code__c IS NULL AND l.Invoice__r.IsDeleted = FALSE AND l.Invoice__r.Customer__r.IsDeleted = FALSE;

-- oracle: SELECT l.Name FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c <> 'acme' AND NOT c.Active__c
SELECT l.Name FROM Line__c l WHERE l.Invoice__r.Customer__r.Text__c <> 'acme' AND NOT l.Invoice__r.Customer__r.Active__c AND NOT l.Invoice__r.IsDeleted AND NOT l.Invoice__r.Customer__r.IsDeleted;

-- oracle: SELECT c.Status__c, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Status__c
SELECT i.Customer__r.Status__c AS s, COUNT(*) AS n FROM Invoice__c i GROUP BY i.Customer__r.Status__c;

-- oracle: SELECT r.Name, p.Name, g.Name FROM Region__c r LEFT JOIN Region__c p ON p.Id = r.Parent__c LEFT JOIN Region__c g ON g.Id = p.Parent__c
SELECT Name, Parent__r.Name, Parent__r.Parent__r.Name FROM Region__c;

-- oracle: SELECT i.Name, c.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Region__c r ON r.Id = c.Region__c WHERE r.Name = 'Europe'
SELECT i.Name, c.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Region__r.Name = 'Europe';

-- oracle: SELECT i.Id FROM Invoice__c i WHERE i.Customer__c IS NULL OR i.Customer__c NOT IN (SELECT Id FROM Customer__c)
SELECT i.Id FROM Invoice__c i WHERE i.Customer__r.Id IS NULL;

-- short names
-- oracle: SELECT i.Name, i.Total__c FROM Invoice__c i WHERE i.Status__c = 'Draft'
SELECT i.Name, i.Total FROM Invoice i WHERE i.Status = 'Draft';

-- a lookup to several objects
SELECT a.Name, c.Name FROM Activity__c a JOIN Customer__c c ON c.Id = a.What__c;

SELECT a.Name, c.Name, i.Name FROM Activity__c a LEFT JOIN Customer__c c ON c.Id = a.What__c LEFT JOIN Invoice__c i ON i.Id = a.What__c;

SELECT a.Name FROM Activity__c a JOIN Invoice__c i ON i.Id = a.What__c WHERE i.Posted__c AND a.Subject__c = 'CALL';

SELECT a.Subject__c, COUNT(*) AS n FROM Activity__c a WHERE a.What__c IS NOT NULL GROUP BY a.Subject__c;

SELECT a.What__c, COUNT(*) AS n FROM Activity__c a GROUP BY a.What__c;

-- oracle: SELECT a.Name, COALESCE(c.Name, i.Name) FROM Activity__c a LEFT JOIN Customer__c c ON c.Id = a.What__c LEFT JOIN Invoice__c i ON i.Id = a.What__c
SELECT a.Name, a.What__r.Name FROM Activity__c a;

-- joins that are no lookups
SELECT a.Name, b.Name FROM Customer__c a JOIN Customer__c b ON a.Text__c = b.Other__c;

SELECT a.Id, b.Id FROM Customer__c a JOIN Customer__c b ON a.Text__c = b.Text__c AND a.Id < b.Id;

SELECT a.Id, b.Id FROM Region__c a JOIN Region__c b ON a.Target__c < b.Target__c;

SELECT a.Id, b.Id FROM Region__c a LEFT JOIN Region__c b ON a.Target__c > b.Target__c AND b.Target__c > 0;

SELECT i.Name, c.Id FROM Invoice__c i JOIN Customer__c c ON c.Day__c = i.Date__c WHERE c.Active__c AND i.Posted__c AND c.Text__c LIKE 'a%';

SELECT a.Name, b.Name FROM Region__c a CROSS JOIN Region__c b;

SELECT a.Name, b.Name FROM Region__c a, Region__c b WHERE a.Parent__c = b.Id;

SELECT COUNT(*) AS n FROM Customer__c a, Region__c b WHERE a.Region__c = b.Id OR a.Region__c IS NULL;

SELECT a.Name, b.Name FROM Customer__c a JOIN Region__c b ON UPPER(a.Status__c) = UPPER(b.Name) OR a.Region__c = b.Id;

SELECT Id, c.Text__c FROM Customer__c c JOIN Single__c s USING (Id);

SELECT e.Name, c.Name FROM Empty__c e JOIN Customer__c c ON c.Id = e.Customer__c;

SELECT e.Name, c.Name FROM Empty__c e RIGHT JOIN Customer__c c ON c.Id = e.Customer__c;

SELECT c.Name, e.Value__c FROM Customer__c c LEFT JOIN Empty__c e ON e.Customer__c = c.Id WHERE e.Id IS NULL;

SELECT s.Name, e.Name FROM Single__c s FULL JOIN Empty__c e ON e.Name = s.Name;

-- null keys never meet
SELECT a.Id, b.Id FROM Customer__c a JOIN Customer__c b ON a.Text__c = b.Text__c WHERE a.Text__c IS NULL;

SELECT p.Key__c, q.Value__c FROM Page__c p JOIN PagePlus__c q ON q.Key__c = p.Key__c WHERE p.Value__c > 9.9;

SELECT COUNT(*) AS n FROM Page__c p JOIN PagePlus__c q ON q.Key__c = p.Key__c;

-- aggregates above joins
SELECT c.Name, SUM(i.Tax__c) AS s, COUNT(*) AS n FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Name;

SELECT c.Name, SUM(i.Tax__c) AS s, COUNT(i.Id) AS n FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id GROUP BY c.Name;

SELECT c.Active__c, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Active__c;

SELECT r.Code__c, COUNT(*) AS n FROM Customer__c c LEFT JOIN Region__c r ON r.Id = c.Region__c GROUP BY r.Code__c;

SELECT r.Name, c.Status__c, COUNT(*) AS n FROM Customer__c c JOIN Region__c r ON r.Id = c.Region__c GROUP BY r.Name, c.Status__c;

SELECT COUNT(DISTINCT c.Region__c) AS n FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT MIN(c.Day__c) AS lo, MAX(r.Name) AS hi FROM Customer__c c LEFT JOIN Region__c r ON r.Id = c.Region__c WHERE c.Active__c;

SELECT DISTINCT c.Status__c, i.Status__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

-- groups of parents in the recycle bin are the group of no parent
SELECT i.Status__c, COUNT(*) AS n, SUM(l.Price__c) AS s FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c GROUP BY i.Status__c;

SELECT c.Text__c, MIN(i.Date__c) AS d, COUNT(i.Total__c) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Text__c;

SELECT c.Active__c, i.Posted__c, COUNT(*) AS n FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Active__c, i.Posted__c;

SELECT DISTINCT i.Status__c, i.Date__c FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c;

SELECT MAX(i.Date__c) AS d, COUNT(i.Id) AS n FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c;

SELECT EXTRACT(YEAR FROM i.Date__c) AS y, COUNT(*) AS n FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c GROUP BY 1;

-- conditions on the parent of a LEFT JOIN, as a path: null where they are false, unknown, or the parent deleted
SELECT i.Name, c.Id, c.Text__c, c.Credit__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND c.Credit__c > 0;

SELECT i.Name, c.Id, c.Text__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND i.Memo__c = c.Text__c;

SELECT i.Name, c.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND NOT c.Active__c AND c.Text__c IS NULL;

SELECT i.Name, c.k, c.t FROM Invoice__c i LEFT JOIN (SELECT Id AS k, UPPER(Text__c) || '!' AS t, Status__c FROM Customer__c WHERE Credit__c <> 0) c ON c.k = i.Customer__c AND c.t <> 'ACME!';

SELECT i.Name, c.one FROM Invoice__c i LEFT JOIN (SELECT Id, 1 AS one, COALESCE(Text__c, 'none') AS t FROM Customer__c) c ON c.Id = i.Customer__c WHERE c.t = 'none' OR c.one IS NULL;

SELECT i.Name, c.Id, r.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND c.Active__c LEFT JOIN Region__c r ON r.Id = c.Region__c AND r.Name <> 'Europe';

SELECT COUNT(*) AS n, COUNT(c.Id) AS c, COUNT(c.Text__c) AS t FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND (c.Status__c = 'Active' OR c.Status__c IS NULL);

SELECT i.Name, c.t FROM Invoice__c i JOIN (SELECT Id, CASE WHEN Active__c THEN 'yes' ELSE 'no' END AS t FROM Customer__c WHERE Text__c IS NOT NULL) c ON c.Id = i.Customer__c AND c.t = 'yes';

SELECT c.t, COUNT(*) AS n FROM Invoice__c i LEFT JOIN (SELECT Id, Status__c || '?' AS t FROM Customer__c) c ON c.Id = i.Customer__c GROUP BY c.t;

SELECT i.Name, c.Name FROM Customer__c c RIGHT JOIN Invoice__c i ON c.Id = i.Customer__c AND c.Day__c > DATE '2025-01-01';

-- lookups to many objects, by their kinds
SELECT a.Id, c.Name FROM Activity__c a JOIN Customer__c c ON c.Id = a.What__c WHERE a.Subject__c = 'Call';

SELECT a.Id, i.Name FROM Activity__c a JOIN Invoice__c i ON i.Id = a.What__c JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT a.Id, c.Name, i.Name FROM Activity__c a JOIN Customer__c c ON c.Id = a.What__c JOIN Invoice__c i ON i.Id = a.What__c;

SELECT a.Id, c.Id FROM Activity__c a FULL JOIN Customer__c c ON c.Id = a.What__c;

SELECT a.n, c.Id FROM (SELECT What__c, ROW_NUMBER() OVER (ORDER BY Id) AS n FROM Activity__c) a JOIN Customer__c c ON c.Id = a.What__c;

SELECT a.Id, c.Id FROM Customer__c c LEFT JOIN (SELECT b.Id, b.What__c FROM Activity__c b JOIN Customer__c d ON d.Id = b.What__c) a ON a.What__c = c.Id;

-- a parent among others that it was joined with first; deleted parents, lookups that lead nowhere, twins of case
SELECT r.Name, c.Name, i.Tax__c FROM Region__c r JOIN Customer__c c ON c.Text__c = r.Name JOIN Invoice__c i ON i.Customer__c = c.Id;

SELECT r.Name, c.Name, i.Tax__c FROM Region__c r JOIN Customer__c c ON c.Region__c = r.Id AND c.Active__c JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Status__c <> c.Status__c WHERE r.Name IS NOT NULL;

SELECT a.Subject__c, COUNT(*) AS n, SUM(i.Tax__c) AS s, MAX(c.Day__c) AS d FROM Activity__c a JOIN Customer__c c ON c.Day__c = a.Day__c JOIN Invoice__c i ON i.ShipTo__c = c.Id WHERE i.Posted__c GROUP BY a.Subject__c;

SELECT x.Name, y.Name, i.Memo__c FROM Single__c x CROSS JOIN (Region__c y JOIN Customer__c c ON c.Region__c = y.Parent__c) JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Tax__c > y.Target__c;

SELECT l.Product__c, i.Date__c, a.Subject__c FROM Activity__c a JOIN Invoice__c i ON i.Date__c = a.Day__c JOIN Line__c l ON l.Invoice__c = i.Id LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c IS NOT FALSE AND l.Quantity__c > 1;

-- rows without a partner, written as a join
SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL;

SELECT c.Id, i.Total__c FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Posted__c AND i.Status__c <> 'Draft' WHERE i.Customer__c IS NULL AND c.Active__c;

SELECT c.Id, i.Total__c FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND LENGTH(i.Memo__c) > 4 WHERE i.Id IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Tax__c IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND c.Active__c WHERE i.Id IS NULL;

SELECT c.Id FROM Invoice__c i RIGHT JOIN Customer__c c ON i.ShipTo__c = c.Id WHERE i.Id IS NULL OR i.Posted__c;

SELECT c.Id FROM Invoice__c i RIGHT JOIN Customer__c c ON i.ShipTo__c = c.Id WHERE i.Id IS NULL;

SELECT c.Text__c, COUNT(*) AS n, COUNT(i.Id) AS m FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL GROUP BY c.Text__c;

SELECT i.Id FROM Invoice__c i LEFT JOIN Invoice__c j ON j.Customer__c = i.Id WHERE j.Id IS NULL AND i.Status__c = 'Draft';

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id LEFT JOIN Activity__c a ON a.What__c = c.Id WHERE i.Id IS NULL AND a.Id IS NULL;

-- a join that is never met
SELECT i.Id, l.Id FROM Invoice__c i LEFT JOIN Line__c l ON l.Invoice__c = i.Id AND l.Quantity__c > 100 AND l.Quantity__c < 50 WHERE i.Status__c = 'Draft';

SELECT i.Id, l.Id FROM Invoice__c i FULL JOIN Line__c l ON l.Invoice__c = i.Id AND 1 = 2;

SELECT i.Id, l.Id FROM Invoice__c i RIGHT JOIN Line__c l ON l.Invoice__c = i.Id AND NULL;
