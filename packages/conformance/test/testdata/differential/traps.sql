-- one table read twice, with different conditions
SELECT a.Id, b.Id FROM Customer__c a JOIN Customer__c b ON a.Region__c = b.Region__c WHERE a.Active__c AND b.Status__c = 'closed';

SELECT a.Id, b.n FROM Customer__c a LEFT JOIN (SELECT Region__c, COUNT(*) AS n FROM Customer__c WHERE Active__c GROUP BY Region__c) b ON b.Region__c = a.Region__c WHERE a.Text__c = 'acme';

-- one table read twice, one of them cut
SELECT a.Id FROM Customer__c a WHERE a.Id IN (SELECT b.Id FROM Customer__c b ORDER BY b.Id LIMIT 7);

SELECT x.Id, y.Id FROM (SELECT Id FROM Customer__c ORDER BY Id LIMIT 3) x CROSS JOIN (SELECT Id FROM Customer__c ORDER BY Id DESC LIMIT 3) y;

WITH a AS (SELECT Id, Status__c FROM Customer__c WHERE Active__c) SELECT x.Id FROM a x WHERE x.Status__c = 'Active' UNION ALL SELECT y.Id FROM a y WHERE y.Status__c IS NULL;

WITH a AS (SELECT Id, ROW_NUMBER() OVER (ORDER BY Id) AS n FROM Customer__c) SELECT x.Id, y.Id FROM a x JOIN a y ON y.n = x.n + 1 WHERE x.n < 10;

SELECT COUNT(*) AS n FROM Customer__c a JOIN Customer__c b ON b.Id = a.Id WHERE a.Credit__c > 0 AND b.Credit__c < 100;

SELECT (SELECT COUNT(*) FROM Customer__c WHERE Active__c) AS a, (SELECT COUNT(*) FROM Customer__c WHERE NOT Active__c) AS b, (SELECT COUNT(*) FROM Customer__c) AS c;

-- three tables, one of them twice, in one chain
SELECT c.Id, r.Name, p.Name FROM Customer__c c LEFT JOIN Region__c r ON r.Id = c.Region__c LEFT JOIN Region__c p ON p.Id = r.Parent__c WHERE p.Name = 'World' OR r.Id IS NULL;

-- counting what a left join did not find
SELECT COUNT(*) AS n, COUNT(c.Id) AS i, COUNT(c.Text__c) AS t, COUNT(c.Active__c) AS a FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT c.Id, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Id;

SELECT c.Status__c, COUNT(c.Id) AS n, SUM(i.Tax__c) AS s, MIN(c.Day__c) AS d FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Status__c;

SELECT MAX(c.Credit__c) AS m, MIN(c.Moment__c) AS d FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE i.Status__c = 'Draft';

SELECT COALESCE(c.Status__c, 'none') AS s, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY 1;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE (c.Active__c AND c.Credit__c > 0) IS NULL;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE CASE WHEN c.Id IS NULL THEN i.Posted__c ELSE c.Active__c END;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c LIKE '%' OR c.Id IS NULL;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT (c.Text__c LIKE 'a%');

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Day__c IS DISTINCT FROM DATE '2024-02-29' AND i.Posted__c;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE EXTRACT(YEAR FROM c.Day__c) <> 2025;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE i.Customer__c = c.Id;

-- an inner join after a left one
SELECT i.Id, c.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c JOIN Region__c r ON r.Id = c.Region__c WHERE r.Code__c IS NOT NULL;

-- a left join to a join
SELECT i.Id, x.cn, x.rn FROM Invoice__c i LEFT JOIN (SELECT c.Id, c.Name AS cn, r.Name AS rn FROM Customer__c c JOIN Region__c r ON r.Id = c.Region__c) x ON x.Id = i.Customer__c;

SELECT i.Id, c.Name, r.Name FROM Invoice__c i LEFT JOIN (Customer__c c JOIN Region__c r ON r.Id = c.Region__c AND r.Name <> 'Europe') ON c.Id = i.Customer__c;

-- limits inside joins
SELECT x.Id, c.Name FROM (SELECT Id, Customer__c FROM Invoice__c ORDER BY Id LIMIT 12) x LEFT JOIN Customer__c c ON c.Id = x.Customer__c;

SELECT x.Id, c.Name FROM (SELECT Id, Customer__c FROM Invoice__c ORDER BY Id LIMIT 12) x JOIN Customer__c c ON c.Id = x.Customer__c WHERE c.Active__c;

SELECT i.Id, c.Name FROM Invoice__c i JOIN (SELECT Id, Name FROM Customer__c ORDER BY Id LIMIT 10) c ON c.Id = i.Customer__c;

SELECT i.Id, c.n FROM Invoice__c i JOIN (SELECT DISTINCT Id, Status__c AS n FROM Customer__c WHERE Status__c IS NOT NULL) c ON c.Id = i.Customer__c;

-- groups below and above joins
SELECT r.Name, SUM(x.n) AS n FROM Region__c r JOIN (SELECT Region__c, COUNT(*) AS n FROM Customer__c GROUP BY Region__c) x ON x.Region__c = r.Id GROUP BY r.Name;

SELECT x.Status__c, COUNT(*) AS n FROM (SELECT DISTINCT Status__c, Customer__c FROM Invoice__c) x GROUP BY x.Status__c;

SELECT COUNT(*) AS n FROM (SELECT Text__c FROM Customer__c GROUP BY Text__c HAVING COUNT(*) > 1) x;

SELECT t, COUNT(*) AS n FROM (SELECT DISTINCT Text__c AS t FROM Customer__c UNION ALL SELECT DISTINCT Other__c FROM Customer__c) x GROUP BY t;

-- an aggregate over nothing has one row, a group over nothing has none
SELECT COUNT(*) AS n, MAX(Text__c) AS m FROM Customer__c WHERE Text__c = 'no such text';

SELECT Text__c, COUNT(*) AS n FROM Customer__c WHERE Text__c = 'no such text' GROUP BY Text__c;

SELECT COUNT(*) AS n FROM Customer__c WHERE Text__c NOT IN ('x', NULL);

SELECT SUM(Value__c) AS s, COUNT(*) AS n FROM Empty__c HAVING COUNT(*) = 0;

SELECT COUNT(*) AS n FROM Customer__c HAVING COUNT(*) > 0 AND MAX(Text__c) IS NULL;

-- a constant beside an aggregate
SELECT 'x' AS x, 1 + COUNT(*) AS n, COUNT(*) * 2 AS m FROM Customer__c WHERE Active__c;

SELECT Status__c, COUNT(*) * 100 / 80 AS share FROM Customer__c GROUP BY Status__c;

SELECT Status__c, COUNT(*) AS n FROM Customer__c GROUP BY Status__c HAVING COUNT(*) = (SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM Customer__c GROUP BY Status__c) x);

-- the same column twice, under two names
SELECT Text__c AS a, Text__c AS b, Id AS c, Id AS d FROM Customer__c WHERE Text__c = 'acme';

SELECT i.Customer__c AS x, c.Id AS y, c.Id AS z FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT COUNT(*) AS a, COUNT(*) AS b, SUM(Tax__c) AS c, SUM(Tax__c) AS d FROM Invoice__c;

SELECT Status__c AS a, Status__c AS b, COUNT(*) AS n FROM Customer__c GROUP BY Status__c;

-- names that are words of SOQL or of DuckDB
SELECT Id AS "select", Text__c AS "order", Active__c AS "not" FROM Customer__c WHERE Text__c = 'acme';

SELECT x."group" FROM (SELECT Status__c AS "group", COUNT(*) AS "count" FROM Customer__c GROUP BY Status__c) x WHERE x."count" > 15;

SELECT "from".Id FROM Customer__c "from" JOIN Region__c "where" ON "where".Id = "from".Region__c WHERE "where".Name = 'Europe';

-- conditions that contradict each other, or say the same twice
SELECT Id FROM Customer__c WHERE Text__c = 'acme' AND Text__c = 'zebra';

SELECT Id FROM Customer__c WHERE Text__c = 'acme' AND Text__c = 'ACME' AND Text__c IS NOT NULL;

SELECT Id FROM Customer__c WHERE Text__c IS NULL AND Text__c <> 'acme';

SELECT Id FROM Customer__c WHERE Text__c IS NULL OR Text__c = 'acme' OR Text__c <> 'acme';

SELECT Id FROM Customer__c WHERE Credit__c > 5 AND Credit__c < 3;

SELECT Id FROM Customer__c WHERE Credit__c = Credit__c;

SELECT Id FROM Customer__c WHERE Credit__c <> Credit__c OR Credit__c IS NULL;

SELECT Id FROM Customer__c WHERE Active__c = Active__c AND NOT (Active__c AND NOT Active__c);

-- a boolean in many places
SELECT Active__c, NOT Active__c AS n, COUNT(*) AS c FROM Customer__c GROUP BY Active__c HAVING NOT Active__c;

SELECT Id FROM Customer__c WHERE Active__c IN (SELECT Posted__c FROM Invoice__c WHERE Status__c = 'Draft' AND NOT Posted__c);

SELECT c.Id, i.Id FROM Customer__c c JOIN Invoice__c i ON i.Posted__c = c.Active__c AND i.Customer__c = c.Id;

-- days and moments beside each other
-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Invoice__c WHERE Due__c > Date__c;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Invoice__c WHERE Due__c BETWEEN TIMESTAMPTZ '2025-03-09 07:00:00+00' AND DATE '2025-10-26';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT MIN(CAST(Due__c AS DATE)) AS lo, MAX(Due__c) AS hi FROM Invoice__c WHERE EXTRACT(YEAR FROM Due__c) = 2025;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT i.Id FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE CAST(c.Moment__c AS DATE) = DATE '2025-01-01' OR DATE_TRUNC('year', i.Due__c) = DATE '2025-01-01';

-- zones: UTC, America/New_York
SELECT CAST(Due__c AS DATE) - Date__c AS days, COUNT(*) AS n FROM Invoice__c GROUP BY 1;

-- a long list of Ids
SELECT Id FROM Customer__c WHERE Id IN (SELECT Customer__c FROM Invoice__c WHERE Total__c IN (0, 0.01, -0.01, 0.1, 0.2, 0.3, 1, -1, 100)) AND Id NOT IN (SELECT ShipTo__c FROM Invoice__c WHERE ShipTo__c IS NOT NULL AND Posted__c);

-- correlated in two steps
SELECT r.Id FROM Region__c r WHERE (SELECT COUNT(*) FROM Customer__c c WHERE c.Region__c = r.Id AND c.Active__c) > (SELECT COUNT(*) FROM Customer__c c WHERE c.Region__c = r.Id AND c.Status__c = 'closed');

SELECT c.Id FROM Customer__c c WHERE c.Credit__c > ALL (SELECT i.Total__c FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Total__c IS NOT NULL);

SELECT c.Id FROM Customer__c c WHERE c.Text__c IN (SELECT i.Memo__c FROM Invoice__c i WHERE i.Customer__c = c.Id);

SELECT c.Id FROM Customer__c c WHERE c.Text__c NOT IN (SELECT i.Memo__c FROM Invoice__c i WHERE i.Customer__c = c.Id);

-- ordered by what is not shown, cut, then counted
SELECT COUNT(*) AS n, MIN(x.Id) AS lo FROM (SELECT Id FROM Invoice__c ORDER BY Total__c DESC NULLS LAST, Id LIMIT 17) x;

-- ordered:
SELECT x.Status__c, x.Id FROM (SELECT Status__c, Id FROM Customer__c ORDER BY Credit__c DESC NULLS LAST, Id LIMIT 20) x ORDER BY x.Status__c NULLS FIRST, x.Id;

-- ordered:
SELECT Id FROM Invoice__c WHERE Customer__c IS NOT NULL ORDER BY Date__c DESC NULLS LAST, Total__c, Id DESC LIMIT 25 OFFSET 5;

-- ordered:
SELECT DISTINCT Date__c FROM Invoice__c ORDER BY Date__c DESC NULLS LAST LIMIT 3 OFFSET 2;

-- ordered:
SELECT Region__c, COUNT(*) AS n FROM Customer__c WHERE Region__c IS NOT NULL GROUP BY Region__c ORDER BY n DESC, Region__c LIMIT 3;

-- a page and one more, from the end
-- ordered:
SELECT Id FROM PagePlus__c ORDER BY Id DESC LIMIT 2001;

-- ordered:
SELECT Id FROM PagePlus__c ORDER BY Value__c NULLS FIRST, Id LIMIT 10 OFFSET 1995;

SELECT Flag__c, COUNT(*) AS n, SUM(Value__c) AS s, COUNT(DISTINCT Key__c) AS k FROM PagePlus__c WHERE Value__c > 5 GROUP BY Flag__c;

SELECT COUNT(*) AS n FROM PagePlus__c WHERE Id NOT IN (SELECT Id FROM PagePlus__c WHERE Flag__c);

SELECT Key__c FROM PagePlus__c EXCEPT SELECT Key__c FROM Page__c;

SELECT Key__c, COUNT(*) AS n FROM (SELECT Key__c FROM Page__c UNION ALL SELECT Key__c FROM PagePlus__c) x GROUP BY Key__c HAVING COUNT(*) <> 2;
