-- texts are keys without their case
SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Memo__c = c.Text__c WHERE c.Active__c;

SELECT c.Id, i.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Memo__c = c.Text__c WHERE c.Status__c = 'Active';

SELECT c.Id, i.Id FROM Customer__c c RIGHT JOIN Invoice__c i ON i.Memo__c = c.Text__c AND c.Active__c WHERE i.Posted__c;

SELECT c.Id, i.Id FROM Customer__c c FULL JOIN Invoice__c i ON i.Memo__c = c.Text__c AND c.Active__c;

-- a key in two spellings brings each row once, also where it is asked for twice
SELECT COUNT(*) AS n FROM Customer__c c JOIN Customer__c d ON d.Other__c = c.Text__c WHERE c.Text__c LIKE 'a%';

SELECT c.Text__c, COUNT(*) AS n FROM Customer__c c JOIN Invoice__c i ON i.Memo__c = c.Text__c WHERE c.Text__c IN ('straße', 'zebra', 'ωmega') GROUP BY c.Text__c;

-- keys that only a case-sensitive column tells apart
SELECT r.Code__c, s.Code__c FROM Region__c r JOIN Region__c s ON s.Code__c = r.Code__c WHERE r.Name LIKE 'G%';

SELECT r.Id, c.Id FROM Region__c r JOIN Customer__c c ON c.Text__c = r.Code__c;

-- null is no key
SELECT c.Id, i.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.ShipTo__c = c.Region__c;

SELECT i.Id FROM Invoice__c i WHERE i.Memo__c IN (SELECT c.Text__c FROM Customer__c c WHERE c.Status__c = 'closed');

SELECT i.Id FROM Invoice__c i WHERE i.Memo__c NOT IN (SELECT c.Text__c FROM Customer__c c WHERE c.Status__c = 'closed');

SELECT i.Id FROM Invoice__c i WHERE i.Memo__c NOT IN (SELECT c.Text__c FROM Customer__c c WHERE c.Status__c = 'closed' AND c.Text__c IS NOT NULL);

SELECT i.Id FROM Invoice__c i WHERE i.Memo__c IN (SELECT c.Text__c FROM Customer__c c WHERE c.Status__c = 'closed') IS NULL;

-- no key at all: nothing is asked for
SELECT c.Id, e.Id FROM Empty__c e JOIN Customer__c c ON c.Text__c = e.Name;

SELECT e.Id, c.Id FROM Customer__c c LEFT JOIN Empty__c e ON e.Name = c.Text__c;

SELECT c.Id FROM Customer__c c WHERE c.Text__c IN (SELECT Name FROM Empty__c);

SELECT c.Id FROM Customer__c c WHERE c.Text__c NOT IN (SELECT Name FROM Empty__c);

SELECT c.Id FROM Customer__c c WHERE NOT EXISTS (SELECT 1 FROM Empty__c e WHERE e.Name = c.Text__c);

-- Ids among other texts
SELECT a.Id, c.Name FROM Activity__c a JOIN Customer__c c ON c.Id = a.What__c;

SELECT a.Id, c.Name, i.Name FROM Activity__c a LEFT JOIN Customer__c c ON c.Id = a.What__c LEFT JOIN Invoice__c i ON i.Id = a.What__c;

SELECT c.Id, r.Id FROM Customer__c c JOIN Region__c r ON r.Id = c.Text__c;

SELECT c.Id, v.k FROM Customer__c c JOIN (VALUES ('a11000000000001AAA'), ('a11000000000002'), ('acme'), ('A11000000000003AAA'), (NULL)) v (k) ON c.Id = v.k;

SELECT c.Id FROM Customer__c c WHERE c.Id IN (SELECT k FROM (VALUES ('a11000000000001AAA'), ('x')) v (k));

-- dates, moments, numbers
SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c WHERE c.Active__c AND c.Status__c = 'Active';

SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Due__c = c.Moment__c WHERE c.Status__c = 'Active';

-- zones: UTC, America/Los_Angeles, Europe/Berlin
SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON CAST(i.Due__c AS DATE) = c.Day__c WHERE c.Status__c = 'Active';

SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Total__c = c.Credit__c WHERE c.Status__c = 'Active';

SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Total__c = c.Count__c WHERE c.Status__c = 'Active';

SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Tax__c = c.Count__c + 0.25 WHERE c.Status__c = 'Active';

SELECT c.Id, d.Id FROM Customer__c c JOIN Customer__c d ON d.Count__c = c.Credit__c WHERE c.Status__c = 'Active';

SELECT c.Id, d.Id FROM Customer__c c JOIN Customer__c d ON d.Score__c = c.Rate__c - 0.25 WHERE c.Status__c = 'Active';

-- several keys, and more conditions
SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Memo__c = c.Text__c AND i.Date__c = c.Day__c;

SELECT c.Id, i.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Memo__c = c.Text__c AND i.Total__c > c.Credit__c AND i.Posted__c;

-- chains, in any order and shape
SELECT r.Name, c.Id, i.Id, l.Id FROM Region__c r JOIN Customer__c c ON c.Text__c = r.Code__c JOIN Invoice__c i ON i.Memo__c = c.Other__c JOIN Line__c l ON l.Price__c = i.Total__c;

SELECT c.Id, i.Id, l.Id FROM Line__c l JOIN (Invoice__c i JOIN Customer__c c ON c.Text__c = i.Memo__c AND c.Active__c) ON l.Name = i.Name OR l.Quantity__c = i.Tax__c WHERE i.Status__c = 'Draft';

SELECT c.Id, i.Id, a.Id FROM Activity__c a, Customer__c c, Invoice__c i WHERE a.What__c = i.Id AND i.Memo__c = c.Text__c AND c.Status__c = 'Active';

SELECT c.Id, i.Id, a.Id FROM Customer__c c LEFT JOIN Activity__c a ON a.What__c = c.Id AND a.Subject__c = 'Call' LEFT JOIN Invoice__c i ON i.Date__c = a.Day__c;

-- subqueries that look out
SELECT c.Id FROM Customer__c c WHERE EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Memo__c = c.Text__c AND i.Total__c > c.Credit__c);

SELECT c.Id FROM Customer__c c WHERE NOT EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Memo__c = c.Text__c AND i.Posted__c);

SELECT c.Id FROM Customer__c c WHERE c.Active__c OR EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Memo__c = c.Text__c);

SELECT c.Id, (SELECT SUM(i.Tax__c) FROM Invoice__c i WHERE i.Memo__c = c.Text__c) AS tax, (SELECT COUNT(*) FROM Activity__c a WHERE a.What__c = c.Id) AS n FROM Customer__c c WHERE c.Active__c;

SELECT c.Id, EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Memo__c = c.Text__c) AS billed FROM Customer__c c WHERE c.Status__c = 'Active';

SELECT c.Id, l.n FROM Customer__c c LEFT JOIN LATERAL (SELECT COUNT(*) AS n FROM Invoice__c i WHERE i.Memo__c = c.Text__c) l ON TRUE WHERE c.Active__c;

SELECT c.Id FROM Customer__c c WHERE c.Credit__c > ALL (SELECT i.Tax__c FROM Invoice__c i WHERE i.Memo__c = c.Text__c);

SELECT c.Id FROM Customer__c c WHERE c.Text__c IN (SELECT i.Memo__c FROM Invoice__c i WHERE i.Date__c = c.Day__c);

-- groups, distinct rows, windows and unions between the join and the scan
SELECT c.Id, g.n FROM Customer__c c JOIN (SELECT Memo__c, COUNT(*) AS n FROM Invoice__c GROUP BY Memo__c) g ON g.Memo__c = c.Text__c WHERE c.Active__c;

SELECT c.Id, g.n, g.t FROM Customer__c c JOIN (SELECT Customer__c AS k, COUNT(*) AS n, SUM(Tax__c) AS t FROM Invoice__c GROUP BY Customer__c) g ON g.k = c.Id WHERE c.Text__c LIKE 'a%';

SELECT c.Id, g.d, g.n FROM Customer__c c JOIN (SELECT Date__c AS d, COUNT(*) AS n FROM Invoice__c GROUP BY Date__c) g ON g.d = c.Day__c WHERE c.Text__c LIKE 'a%';

SELECT c.Id, g.n FROM Customer__c c LEFT JOIN (SELECT ShipTo__c AS k, Status__c, COUNT(*) AS n FROM Invoice__c GROUP BY ShipTo__c, Status__c) g ON g.k = c.Id WHERE c.Status__c = 'Active';

SELECT c.Id, u.Name FROM Customer__c c JOIN (SELECT Memo__c AS m, Name FROM Invoice__c UNION ALL SELECT Product__c, Name FROM Line__c) u ON u.m = c.Text__c WHERE c.Active__c;

SELECT c.Id, u.m FROM Customer__c c JOIN (SELECT Memo__c AS m FROM Invoice__c EXCEPT SELECT Name FROM Customer__c WHERE Active__c) u ON u.m = c.Text__c;

SELECT c.Id, u.m FROM Customer__c c JOIN (SELECT DISTINCT Memo__c AS m FROM Invoice__c) u ON u.m = c.Text__c WHERE c.Status__c = 'closed';

SELECT c.Id, w.Id, w.n FROM Customer__c c JOIN (SELECT Id, Memo__c, COUNT(*) OVER (PARTITION BY Memo__c) AS n FROM Invoice__c) w ON w.Memo__c = c.Text__c WHERE c.Status__c = 'closed';

SELECT c.Id, w.Id, w.n FROM Customer__c c JOIN (SELECT Id, Memo__c, COUNT(*) OVER (PARTITION BY Status__c) AS n FROM Invoice__c) w ON w.Memo__c = c.Text__c WHERE c.Status__c = 'closed';

SELECT c.Id, t.Id FROM Customer__c c JOIN (SELECT Id, Memo__c FROM Invoice__c ORDER BY Id LIMIT 50) t ON t.Memo__c = c.Text__c;

-- keys of groups, and of the first rows
SELECT g.Text__c, i.Id FROM (SELECT Text__c FROM Customer__c GROUP BY Text__c HAVING COUNT(*) > 3) g JOIN Invoice__c i ON i.Memo__c = g.Text__c;

SELECT i.Id FROM Invoice__c i WHERE i.Memo__c IN (SELECT Text__c FROM Customer__c GROUP BY Text__c HAVING COUNT(*) > 3);

SELECT t.Id, i.Id FROM (SELECT Id, Text__c FROM Customer__c ORDER BY Credit__c, Id LIMIT 7) t JOIN Invoice__c i ON i.Memo__c = t.Text__c;

SELECT t.Id, i.Id FROM (SELECT Id, Text__c, ROW_NUMBER() OVER (PARTITION BY Status__c ORDER BY Id) AS n FROM Customer__c) t JOIN Invoice__c i ON i.Memo__c = t.Text__c WHERE t.n = 2;

SELECT t.Status__c, i.Id FROM (SELECT DISTINCT ON (Status__c) Status__c, Text__c FROM Customer__c ORDER BY Status__c, Id) t JOIN Invoice__c i ON i.Memo__c = t.Text__c;

-- common tables
WITH few AS (SELECT Id, Text__c, Other__c FROM Customer__c WHERE Active__c) SELECT f.Id, i.Id FROM few f JOIN Invoice__c i ON i.Memo__c = f.Text__c WHERE f.Id IN (SELECT Id FROM few WHERE Other__c IS NOT NULL);

WITH RECURSIVE up AS (SELECT Id, Parent__c, Name FROM Region__c WHERE Name = 'Bavaria' UNION ALL SELECT r.Id, r.Parent__c, r.Name FROM Region__c r JOIN up ON r.Id = up.Parent__c) SELECT u.Name, c.Id FROM up u JOIN Customer__c c ON c.Region__c = u.Id;

-- one scan for mentions with different conditions
SELECT a.Id, b.Id FROM Invoice__c a JOIN Invoice__c b ON b.Date__c = a.Date__c AND b.Id > a.Id WHERE a.Status__c = 'Complete' AND b.Status__c = 'Complete' AND b.Posted__c;

SELECT a.Id, b.Id FROM Invoice__c a JOIN Invoice__c b ON b.Date__c = a.Date__c WHERE a.Status__c = 'Draft' AND b.Status__c = 'Discarded';

SELECT Id, 'a' AS side FROM Invoice__c WHERE Memo__c LIKE 'a%' AND Total__c > 0 UNION ALL SELECT Id, 'b' FROM Invoice__c WHERE Memo__c <> 'zebra' AND Posted__c UNION ALL SELECT Id, 'c' FROM Invoice__c WHERE Date__c IS NULL;

SELECT c.Id, (SELECT COUNT(*) FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Status__c = 'Draft') AS drafts, (SELECT COUNT(*) FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Total__c < 0) AS negative FROM Customer__c c;

SELECT a.Id, b.Id FROM Customer__c a JOIN Customer__c b ON b.Text__c = a.Text__c WHERE a.Region__c IS NOT NULL AND b.Text__c NOT IN ('acme', 'zebra') AND b.Day__c >= DATE '2025-01-01';

-- one of them asks by a subquery that only the org can answer
SELECT a.Id, b.Id FROM Customer__c a JOIN Customer__c b ON b.Text__c = a.Text__c WHERE a.Id IN (SELECT Customer__c FROM Invoice__c WHERE Posted__c) AND b.Active__c;

-- tests by subqueries go below joins, and not where they would meet other rows
SELECT i.Name, c.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT EXISTS (SELECT 1 FROM Line__c l WHERE l.Invoice__c = i.Id AND l.Price__c > 50);

SELECT i.Name, c.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT EXISTS (SELECT 1 FROM Activity__c a WHERE a.What__c = c.Id);

SELECT i.Name, c.Name FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND EXISTS (SELECT 1 FROM Activity__c a WHERE a.What__c = c.Id);

SELECT i.Name, c.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE i.Id IN (SELECT Invoice__c FROM Line__c WHERE Product__c = 'gizmo') AND c.Id NOT IN (SELECT ShipTo__c FROM Invoice__c WHERE ShipTo__c IS NOT NULL);

SELECT t.n FROM (SELECT i.Name AS n, i.Id AS k FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c) t WHERE EXISTS (SELECT 1 FROM Line__c l WHERE l.Invoice__c = t.k AND l.Quantity__c > 1);

SELECT t.n FROM (SELECT i.Name || '!' AS n, i.Id AS k FROM Invoice__c i) t WHERE EXISTS (SELECT 1 FROM Line__c l WHERE l.Name || '!' = t.n OR l.Invoice__c = t.k AND l.Price__c = 100);

-- moments as keys
-- zones: UTC, America/New_York
SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Due__c = c.Moment__c WHERE c.Text__c = 'acme';

SELECT Id FROM Customer__c WHERE Moment__c IN (SELECT Due__c FROM Invoice__c WHERE Status__c = 'Draft' AND Tax__c > 10);

-- mentions of one scan, each with keys of its own: what any of them needs is fetched
SELECT c.Id, x.d FROM Customer__c c JOIN (SELECT a.What__c AS k, a.Day__c AS d FROM Activity__c a UNION ALL SELECT i.Customer__c, b.Day__c FROM Activity__c b JOIN Invoice__c i ON i.Id = b.What__c) x ON x.k = c.Id WHERE c.Status__c = 'Active' AND c.Active__c;

SELECT c.Id, n.d, m.t FROM Customer__c c LEFT JOIN (SELECT What__c AS k, MAX(Day__c) AS d FROM Activity__c GROUP BY What__c) n ON n.k = c.Id LEFT JOIN (SELECT i.Customer__c AS k, a.Subject__c AS t FROM Activity__c a JOIN Invoice__c i ON i.Id = a.What__c AND i.Posted__c) m ON m.k = c.Id WHERE c.Text__c = 'acme';

WITH inv AS (SELECT Id, Customer__c, ShipTo__c, Date__c FROM Invoice__c) SELECT c.Id, a.Id, b.Id FROM Customer__c c JOIN inv a ON a.Customer__c = c.Id LEFT JOIN inv b ON b.Customer__c = c.Id AND b.Date__c > a.Date__c WHERE c.Status__c = 'closed';

WITH inv AS (SELECT Id, Customer__c, ShipTo__c FROM Invoice__c WHERE LENGTH(Name) > 3) SELECT c.Id, a.Id, b.Id FROM Customer__c c JOIN inv a ON a.Customer__c = c.Id JOIN inv b ON b.ShipTo__c = c.Id WHERE c.Status__c = 'closed';

WITH tot AS (SELECT Customer__c AS k, SUM(Tax__c) AS s, COUNT(*) AS n FROM Invoice__c WHERE Memo__c || 'x' <> 'x' GROUP BY Customer__c) SELECT c.Id, a.s, b.n FROM Customer__c c JOIN tot a ON a.k = c.Id JOIN Region__c r ON r.Name = c.Name OR r.Id = c.Region__c JOIN tot b ON b.k = c.Id WHERE c.Status__c = 'On Hold';

-- a mention that needs all of it
WITH inv AS (SELECT Id, Customer__c, Memo__c FROM Invoice__c) SELECT c.Id, a.Id, (SELECT COUNT(*) FROM inv) AS n FROM Customer__c c JOIN inv a ON a.Customer__c = c.Id WHERE c.Status__c = 'closed';

WITH inv AS (SELECT Id, Customer__c, Memo__c FROM Invoice__c) SELECT c.Id FROM Customer__c c JOIN inv a ON a.Customer__c = c.Id WHERE c.Status__c = 'closed' AND c.Id NOT IN (SELECT Customer__c FROM inv WHERE Customer__c IS NOT NULL AND Memo__c = 'acme');

WITH inv AS (SELECT Id, Customer__c, Date__c FROM Invoice__c) SELECT b.Id, c.Id FROM inv b LEFT JOIN Customer__c c ON c.Id = b.Customer__c AND c.Status__c = 'closed' WHERE b.Date__c > (SELECT MAX(a.Date__c) FROM inv a JOIN Customer__c d ON d.Id = a.Customer__c AND d.Name = 'acme');

WITH inv AS (SELECT Id, Customer__c, ROW_NUMBER() OVER (ORDER BY Id) AS p FROM Invoice__c) SELECT c.Id, a.p, b.p FROM Customer__c c JOIN inv a ON a.Customer__c = c.Id JOIN inv b ON b.Customer__c = c.Id WHERE c.Status__c = 'closed';

-- keys of texts, and of one table by the other way round
WITH cust AS (SELECT Id, Text__c, Other__c FROM Customer__c) SELECT i.Id, a.Id, b.Id FROM Invoice__c i JOIN cust a ON a.Text__c = i.Memo__c LEFT JOIN cust b ON b.Text__c = i.Name WHERE i.Status__c = 'Draft' AND i.Posted__c;

WITH cust AS (SELECT Id, Text__c, Other__c FROM Customer__c) SELECT r.Id, a.Id, b.Id FROM Region__c r JOIN cust a ON a.Text__c = r.Name JOIN cust b ON b.Other__c = r.Name WHERE r.Code__c = 'DE';

-- by the sum of one of them the other is narrowed, and what both narrow is one scan
SELECT c.Name, t.s, t.d, MAX(x.Day__c) AS last FROM Region__c c JOIN (SELECT Region__c, SUM(Score__c) AS s, MIN(Day__c) AS d FROM Customer__c WHERE Status__c = 'Active' GROUP BY Region__c HAVING SUM(Score__c) > 0) t ON t.Region__c = c.Id LEFT JOIN (SELECT k.Region__c, a.Day__c FROM Activity__c a JOIN Customer__c k ON k.Id = a.What__c WHERE a.Day__c IS NOT NULL) x ON x.Region__c = c.Id GROUP BY c.Name, t.s, t.d;

-- two keys of one row
SELECT c.Id, a.Subject__c, b.Subject__c FROM Customer__c c LEFT JOIN Activity__c a ON a.What__c = c.Id LEFT JOIN Activity__c b ON b.What__c = c.Region__c OR b.What__c IS NULL WHERE c.Status__c = 'closed';

SELECT i.Id, a.Subject__c, b.Day__c FROM Invoice__c i LEFT JOIN Activity__c a ON a.What__c = i.Id LEFT JOIN Activity__c b ON b.What__c = i.ShipTo__c WHERE i.Status__c = 'Draft' AND i.Posted__c;
