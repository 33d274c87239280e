-- the rows without a partner, by what no partner lacks
SELECT c.Id, c.Name FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL;

SELECT c.Id, i.Total__c FROM Customer__c c LEFT JOIN Invoice__c i ON c.Id = i.Customer__c WHERE i.Customer__c IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Posted__c AND i.Total__c > 100 WHERE i.Id IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND LENGTH(i.Memo__c) > 4 WHERE i.Id IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND c.Active__c WHERE i.Id IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Memo__c IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Memo__c = 'acme' WHERE i.Memo__c IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL AND c.Status__c = 'Active' AND i.Memo__c IS NULL;

SELECT c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL OR i.Posted__c;

SELECT c.Id, r.Name FROM Customer__c c JOIN Region__c r ON r.Id = c.Region__c LEFT JOIN Invoice__c i ON i.ShipTo__c = c.Id WHERE i.Id IS NULL;

SELECT c.Id, l.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id LEFT JOIN Line__c l ON l.Invoice__c = i.Id WHERE i.Id IS NULL;

SELECT i.Id, l.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id LEFT JOIN Line__c l ON l.Invoice__c = i.Id WHERE l.Id IS NULL;

SELECT COUNT(*) AS n FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL;

SELECT c.Status__c, COUNT(*) AS n, COUNT(i.Id) AS m, MAX(i.Total__c) AS t FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL GROUP BY c.Status__c;

SELECT c.Id, COALESCE(i.Memo__c, 'none') AS m FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Id IS NULL ORDER BY c.Id LIMIT 3;

SELECT p.Name FROM Region__c p LEFT JOIN Region__c r ON r.Parent__c = p.Id WHERE r.Id IS NULL;

SELECT c.Id FROM Customer__c c RIGHT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE c.Id IS NULL;

SELECT c.Id FROM Customer__c c WHERE EXISTS (SELECT 1 FROM Invoice__c i LEFT JOIN Line__c l ON l.Invoice__c = i.Id WHERE i.Customer__c = c.Id AND l.Id IS NULL);

-- a condition of ON that never holds, or that says which rows can be partners
SELECT c.Id, i.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND c.Credit__c > 5 AND c.Credit__c < 3;

SELECT c.Id, i.Id FROM Customer__c c RIGHT JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Total__c > 5 AND i.Total__c < 3;

SELECT c.Id, i.Id FROM Customer__c c FULL JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Total__c > 5 AND i.Total__c < 3;

SELECT c.Id, i.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Memo__c = c.Text__c AND c.Text__c = 'acme';

SELECT c.Id, i.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Date__c = c.Day__c AND c.Day__c IN (DATE '2025-01-01', DATE '2024-02-29');

SELECT c.Id, i.Id FROM Customer__c c FULL JOIN Invoice__c i ON i.Memo__c = c.Text__c AND c.Text__c = 'acme';

-- the figures of each part of a union, put together
SELECT k, SUM(x) AS s, COUNT(*) AS n, COUNT(x) AS m, MIN(x) AS a, MAX(x) AS b, AVG(x) AS v FROM (SELECT Status__c AS k, Credit__c AS x FROM Customer__c UNION ALL SELECT Status__c, Total__c FROM Invoice__c) u GROUP BY k;

SELECT SUM(x) AS s, COUNT(*) AS n, MIN(k) AS k FROM (SELECT Text__c AS k, Credit__c AS x FROM Customer__c UNION ALL SELECT Memo__c, Total__c FROM Invoice__c UNION ALL SELECT Name, NULL FROM Empty__c) u;

SELECT SUM(x) AS s, COUNT(*) AS n FROM (SELECT Total__c AS x FROM Invoice__c WHERE Posted__c UNION ALL SELECT Total__c FROM Invoice__c WHERE Memo__c IS NULL UNION ALL SELECT Credit__c FROM Customer__c) u;

SELECT d, COUNT(*) AS n FROM (SELECT Day__c AS d FROM Customer__c UNION ALL SELECT Date__c FROM Invoice__c WHERE LENGTH(Memo__c) > 3 UNION ALL SELECT Day__c FROM Activity__c) u GROUP BY d;

SELECT k, t, COUNT(*) AS n, GROUPING(k, t) AS g FROM (SELECT Status__c AS k, Text__c AS t FROM Customer__c UNION ALL SELECT Status__c, Memo__c FROM Invoice__c) u GROUP BY CUBE (k, t);

SELECT k, SUM(x) FILTER (WHERE x > 50) AS s, COUNT(*) FILTER (WHERE k = 'Active') AS n FROM (SELECT Status__c AS k, Credit__c AS x FROM Customer__c UNION ALL SELECT Status__c, Total__c FROM Invoice__c) u GROUP BY k HAVING COUNT(*) > 1;

SELECT k, SUM(x) AS s FROM (SELECT Active__c AS k, Count__c AS x FROM Customer__c UNION ALL SELECT Posted__c, 7 FROM Invoice__c) u GROUP BY k;

SELECT COUNT(DISTINCT k) AS n, COUNT(*) AS m FROM (SELECT Status__c AS k FROM Customer__c UNION ALL SELECT Status__c FROM Invoice__c) u;

SELECT k, SUM(x) AS s FROM (SELECT Status__c AS k, Score__c AS x FROM Customer__c UNION ALL SELECT Status__c, Total__c FROM Invoice__c) u GROUP BY k;

SELECT EXTRACT(YEAR FROM d) AS y, COUNT(*) AS n FROM (SELECT Day__c AS d FROM Customer__c UNION ALL SELECT Date__c FROM Invoice__c) u GROUP BY EXTRACT(YEAR FROM d);

SELECT c.Id, (SELECT COUNT(*) FROM (SELECT Customer__c AS k FROM Invoice__c UNION ALL SELECT ShipTo__c FROM Invoice__c) u WHERE u.k = c.Id) AS n FROM Customer__c c;

SELECT COUNT(*) AS n FROM (SELECT Name FROM Empty__c UNION ALL SELECT Name FROM Empty__c WHERE Name = 'x') u;

-- an Id beside a text compares exactly
-- exact oracle:
SELECT k, COUNT(*) AS n FROM (SELECT Region__c AS k FROM Customer__c UNION ALL SELECT Text__c FROM Customer__c) u GROUP BY k;
