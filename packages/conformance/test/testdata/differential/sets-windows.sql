-- set operations fold twins
SELECT Text__c FROM Customer__c UNION SELECT Other__c FROM Customer__c;

SELECT Text__c FROM Customer__c UNION ALL SELECT Name FROM Region__c;

SELECT Text__c FROM Customer__c INTERSECT SELECT Other__c FROM Customer__c;

SELECT Text__c FROM Customer__c EXCEPT SELECT Other__c FROM Customer__c WHERE Other__c > 'm';

SELECT Text__c FROM Customer__c INTERSECT ALL SELECT Other__c FROM Customer__c;

SELECT Text__c FROM Customer__c EXCEPT ALL SELECT Other__c FROM Customer__c WHERE Active__c;

SELECT 'acme' AS t UNION SELECT 'ACME' UNION SELECT NULL UNION SELECT NULL;

-- a column that is partly case-sensitive compares exactly
-- no oracle: its copy of Name is in upper case
SELECT Name FROM Region__c UNION SELECT Code__c FROM Region__c;

SELECT Code__c FROM Region__c INTERSECT SELECT Code__c FROM Region__c WHERE Code__c IS NOT NULL;

SELECT Status__c, Active__c FROM Customer__c WHERE Active__c EXCEPT SELECT Status__c, Posted__c FROM Invoice__c;

SELECT Count__c FROM Customer__c UNION SELECT Share__c FROM Customer__c;

SELECT Id FROM Customer__c WHERE Active__c UNION SELECT Id FROM Customer__c WHERE Text__c = 'acme';

(SELECT Id FROM Customer__c WHERE Active__c UNION SELECT Customer__c FROM Invoice__c) EXCEPT SELECT ShipTo__c FROM Invoice__c;

SELECT Day__c FROM Customer__c UNION SELECT Date__c FROM Invoice__c;

SELECT * FROM (SELECT Id, 'c' AS k FROM Customer__c UNION ALL SELECT Id, 'i' FROM Invoice__c) x WHERE x.Id > 'a11000000000070AAA';

SELECT k, COUNT(*) AS n FROM (SELECT 'c' AS k FROM Customer__c UNION ALL SELECT 'i' FROM Invoice__c) x GROUP BY k;

-- ordered:
SELECT Id FROM Customer__c UNION SELECT Id FROM Region__c ORDER BY Id DESC LIMIT 5 OFFSET 78;

SELECT Name FROM Empty__c UNION SELECT Name FROM Single__c;

SELECT Name FROM Single__c EXCEPT SELECT Name FROM Empty__c;

-- windows
SELECT Id, ROW_NUMBER() OVER (ORDER BY Id) AS n FROM Customer__c;

SELECT Id, ROW_NUMBER() OVER (PARTITION BY Text__c ORDER BY Id) AS n FROM Customer__c;

SELECT Id, RANK() OVER (PARTITION BY Active__c ORDER BY Status__c) AS r, DENSE_RANK() OVER (ORDER BY Status__c) AS d FROM Customer__c;

SELECT Id, SUM(Tax__c) OVER (PARTITION BY Status__c) AS s, COUNT(*) OVER () AS n FROM Invoice__c;

SELECT Id, SUM(Tax__c) OVER (ORDER BY Id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS s FROM Invoice__c;

SELECT Id, SUM(Tax__c) OVER (PARTITION BY Posted__c ORDER BY Date__c) AS s FROM Invoice__c WHERE Date__c IS NOT NULL;

SELECT Id, LAG(Id) OVER (ORDER BY Id) AS p, LEAD(Tax__c, 2, 0) OVER (ORDER BY Id) AS q FROM Invoice__c;

SELECT Id, FIRST_VALUE(Id) OVER w AS f, LAST_VALUE(Id) OVER w AS l FROM Customer__c WINDOW w AS (PARTITION BY Status__c ORDER BY Id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);

SELECT Id, NTILE(4) OVER (ORDER BY Id) AS q, PERCENT_RANK() OVER (ORDER BY Day__c) AS p FROM Customer__c;

-- peers fold as equality does
SELECT Id, RANK() OVER (ORDER BY Text__c) AS r FROM Customer__c;

SELECT Id, COUNT(*) OVER (PARTITION BY Text__c) AS n FROM Customer__c;

SELECT Status__c, SUM(Tax__c) AS s, SUM(SUM(Tax__c)) OVER () AS total, RANK() OVER (ORDER BY SUM(Tax__c) DESC) AS r FROM Invoice__c GROUP BY Status__c;

SELECT Id, Status__c FROM Customer__c QUALIFY ROW_NUMBER() OVER (PARTITION BY Status__c ORDER BY Id) = 1;

SELECT Id FROM Customer__c WHERE Active__c QUALIFY RANK() OVER (ORDER BY Credit__c DESC NULLS LAST) <= 3;

SELECT * FROM (SELECT Id, ROW_NUMBER() OVER (PARTITION BY Region__c ORDER BY Id DESC) AS n FROM Customer__c) x WHERE n = 1;

SELECT * FROM (SELECT Id, Status__c, ROW_NUMBER() OVER (PARTITION BY Region__c ORDER BY Id) AS n FROM Customer__c) x WHERE Status__c = 'Active' AND n <= 2;

SELECT x.Id, x.total FROM (SELECT Id, Text__c, COUNT(*) OVER () AS total FROM Customer__c) x WHERE x.Text__c = 'acme';

SELECT x.Id FROM (SELECT Id, Region__c, COUNT(*) OVER (PARTITION BY Region__c) AS n FROM Customer__c) x WHERE x.Region__c = 'a10000000000001AAA' AND n > 1;

-- ordered:
SELECT Id, ROW_NUMBER() OVER (ORDER BY Id DESC) AS n FROM Customer__c ORDER BY Id LIMIT 4;

-- VALUES
VALUES (1, 'a'), (2, NULL);

SELECT v.a, c.Id FROM (VALUES ('acme'), ('ZEBRA')) v (a) JOIN Customer__c c ON c.Text__c = v.a;

SELECT v.n + 1 AS m FROM (VALUES (1), (2), (NULL)) AS v (n) WHERE v.n IS NOT NULL;

-- common tables
WITH a AS (SELECT Id, Text__c FROM Customer__c WHERE Active__c) SELECT * FROM a WHERE Text__c = 'acme';

WITH a AS (SELECT Status__c, COUNT(*) AS n FROM Customer__c GROUP BY Status__c) SELECT x.Status__c, y.n FROM a x JOIN a y ON y.n = x.n;

WITH a (s, n) AS (SELECT Status__c, COUNT(*) FROM Invoice__c GROUP BY Status__c), b AS (SELECT MAX(n) AS m FROM a) SELECT s FROM a JOIN b ON b.m = a.n;

WITH a AS MATERIALIZED (SELECT Id FROM Customer__c LIMIT 0) SELECT COUNT(*) AS n FROM a;

WITH RECURSIVE tree (id, name, depth) AS (SELECT Id, Name, 0 FROM Region__c WHERE Parent__c IS NULL UNION ALL SELECT r.Id, r.Name, t.depth + 1 FROM Region__c r JOIN tree t ON r.Parent__c = t.id) SELECT * FROM tree;

WITH RECURSIVE tree AS (SELECT Id AS root, Id AS id FROM Region__c UNION ALL SELECT t.root, r.Id FROM Region__c r JOIN tree t ON r.Parent__c = t.id) SELECT t.root, COUNT(c.Id) AS n FROM tree t LEFT JOIN Customer__c c ON c.Region__c = t.id GROUP BY t.root;

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT SUM(i) AS s FROM n;

-- a common table hides a table of the org
WITH Customer__c AS (SELECT 1 AS Id) SELECT * FROM Customer__c;
