SELECT Name FROM Customer__c WHERE Id IN (SELECT Customer__c FROM Invoice__c);

SELECT Name FROM Customer__c WHERE Id IN (SELECT Customer__c FROM Invoice__c WHERE Posted__c AND Status__c = 'Draft');

-- a null among the rows makes NOT IN find nothing
SELECT Name FROM Customer__c WHERE Id NOT IN (SELECT Customer__c FROM Invoice__c);

SELECT Name FROM Customer__c WHERE Id NOT IN (SELECT Customer__c FROM Invoice__c WHERE Customer__c IS NOT NULL);

SELECT Name FROM Customer__c WHERE NOT (Id IN (SELECT Customer__c FROM Invoice__c WHERE Customer__c IS NOT NULL AND Posted__c));

-- a null on the left is neither in nor out
SELECT Id FROM Invoice__c WHERE Customer__c IN (SELECT Id FROM Customer__c WHERE Active__c);

SELECT Id FROM Invoice__c WHERE Customer__c NOT IN (SELECT Id FROM Customer__c WHERE Active__c);

-- but nothing is not in an empty set, not even null
SELECT Id FROM Invoice__c WHERE Customer__c NOT IN (SELECT Id FROM Customer__c WHERE Text__c = 'no such text');

SELECT Id FROM Invoice__c WHERE Customer__c NOT IN (SELECT Customer__c FROM Empty__c);

SELECT Id FROM Invoice__c WHERE Customer__c IN (SELECT Customer__c FROM Empty__c);

SELECT Id FROM Invoice__c WHERE ShipTo__c NOT IN (SELECT Id FROM Customer__c WHERE Region__c IS NULL);

-- parents in the recycle bin
SELECT Id FROM Invoice__c WHERE Customer__c NOT IN (SELECT Id FROM Customer__c);

SELECT Id FROM Invoice__c WHERE Customer__c IN (SELECT Id FROM Customer__c);

SELECT Id FROM Line__c WHERE Invoice__c NOT IN (SELECT Id FROM Invoice__c);

-- text
SELECT Id FROM Customer__c WHERE Text__c IN (SELECT Name FROM Region__c);

SELECT Id FROM Customer__c WHERE Text__c IN (SELECT Name FROM Region__c UNION SELECT Text__c FROM Customer__c WHERE Active__c UNION SELECT 'ACME');

SELECT Id FROM Customer__c WHERE Text__c NOT IN (SELECT Name FROM Region__c UNION SELECT Text__c FROM Customer__c WHERE Active__c AND Text__c IS NOT NULL UNION SELECT 'ACME');

SELECT Id FROM Customer__c WHERE Text__c = ANY (SELECT Name FROM Region__c UNION ALL SELECT Other__c FROM Customer__c WHERE Active__c);

SELECT Id FROM Customer__c WHERE Text__c <> ALL (SELECT Name FROM Region__c UNION SELECT 'zEBRA' EXCEPT SELECT 'world');

SELECT Id FROM Customer__c WHERE Text__c <> ALL (SELECT Other__c FROM Customer__c WHERE Active__c);

SELECT Id FROM Customer__c WHERE (Text__c, Active__c) IN (SELECT Other__c, Active__c FROM Customer__c WHERE Text__c LIKE '%e%' UNION SELECT 'zebra', TRUE);

SELECT Id FROM Customer__c WHERE (Text__c, Active__c) NOT IN (SELECT Other__c, Active__c FROM Customer__c WHERE Other__c IS NOT NULL);

SELECT c.Id FROM Customer__c c WHERE c.Text__c IN (SELECT r.Name FROM Region__c r WHERE r.Id <> c.Region__c UNION SELECT d.Other__c FROM Customer__c d WHERE d.Region__c = c.Region__c);

SELECT c.Id FROM Customer__c c WHERE c.Text__c = (SELECT MIN(d.Other__c) FROM Customer__c d WHERE d.Text__c = c.Text__c AND d.Active__c);

SELECT c.Id FROM Customer__c c WHERE c.Text__c <> (SELECT MAX(d.Name) FROM Customer__c d WHERE d.Name LIKE 'ac%');

-- a text beside a field that tells case apart compares exactly, each value of the column with it
-- exact oracle:
SELECT Id FROM Customer__c WHERE Text__c IN (SELECT Name FROM Region__c UNION SELECT Code__c FROM Region__c UNION SELECT 'ACME');

-- exact oracle:
SELECT Id FROM Customer__c WHERE Text__c NOT IN (SELECT Name FROM Region__c UNION SELECT Code__c FROM Region__c UNION SELECT 'ACME');

-- exact oracle:
SELECT Id FROM Customer__c WHERE Text__c = ANY (SELECT Name FROM Region__c UNION ALL SELECT Code__c FROM Region__c UNION ALL SELECT 'ZEBRA');

-- exact oracle:
SELECT Id FROM Customer__c WHERE Text__c <> ALL (SELECT Code__c FROM Region__c UNION SELECT 'zebra');

-- exact oracle:
SELECT Name FROM Region__c WHERE Code__c IN (SELECT Text__c FROM Customer__c WHERE Text__c IS NOT NULL UNION SELECT 'w');

-- exact oracle: SELECT Name FROM Region__c WHERE (upper(Name), Code__c) IN (SELECT upper(Name), Code__c FROM Region__c WHERE upper(Name) = 'GERMANY' AND Code__c = 'de')
SELECT Name FROM Region__c WHERE (Name, Code__c) IN (SELECT Name, Code__c FROM Region__c WHERE Name = 'germany' AND Code__c = 'de');

-- exact oracle:
SELECT r.Name, r.Code__c = (SELECT MIN(s.Code__c) FROM Region__c s) AS least FROM Region__c r;

-- exact oracle: SELECT c.Id FROM Customer__c c WHERE upper(c.Text__c) IN (SELECT upper(Name) FROM Region__c) OR c.Text__c IN (SELECT Code__c FROM Region__c UNION SELECT 'A')
SELECT c.Id FROM Customer__c c WHERE c.Text__c IN (SELECT Name FROM Region__c) OR c.Text__c IN (SELECT Code__c FROM Region__c UNION SELECT 'A');

-- exact oracle: SELECT COUNT(*) AS n FROM (SELECT Name FROM Region__c UNION SELECT Code__c FROM Region__c)
SELECT COUNT(*) AS n FROM (SELECT Name FROM Region__c UNION SELECT Code__c FROM Region__c) u;

-- exact oracle:
SELECT COALESCE(Code__c, Name) AS k, COUNT(*) AS n FROM Region__c GROUP BY COALESCE(Code__c, Name);

-- exact oracle:
SELECT Id FROM Region__c WHERE CASE WHEN Parent__c IS NULL THEN Code__c ELSE Name END = 'w';

-- exact oracle:
SELECT Id FROM Region__c WHERE 'W' IN (Name, Code__c);

SELECT Id FROM Customer__c WHERE Text__c IN (SELECT Other__c FROM Customer__c WHERE Active__c);

SELECT Id FROM Customer__c WHERE Text__c NOT IN (SELECT Other__c FROM Customer__c WHERE Active__c);

SELECT Id FROM Customer__c WHERE Text__c NOT IN (SELECT Other__c FROM Customer__c WHERE Active__c AND Other__c IS NOT NULL);

-- the same table on both sides
SELECT Id FROM Region__c WHERE Id IN (SELECT Parent__c FROM Region__c);

SELECT Id FROM Region__c WHERE Id NOT IN (SELECT Parent__c FROM Region__c WHERE Parent__c IS NOT NULL);

-- three of them
SELECT Id FROM Customer__c WHERE Id IN (SELECT Customer__c FROM Invoice__c) AND Id IN (SELECT ShipTo__c FROM Invoice__c) AND Id IN (SELECT What__c FROM Activity__c);

-- under OR
SELECT Id FROM Customer__c WHERE Active__c OR Id IN (SELECT Customer__c FROM Invoice__c WHERE Status__c = 'Draft');

SELECT Id FROM Customer__c WHERE Id IN (SELECT Customer__c FROM Invoice__c) OR Id NOT IN (SELECT ShipTo__c FROM Invoice__c WHERE ShipTo__c IS NOT NULL);

-- its value
SELECT Id, Id IN (SELECT Customer__c FROM Invoice__c) AS i, Id NOT IN (SELECT Customer__c FROM Invoice__c) AS o FROM Customer__c;

-- limits inside
SELECT Id FROM Customer__c WHERE Id IN (SELECT Customer__c FROM Invoice__c WHERE Customer__c IS NOT NULL ORDER BY Id LIMIT 3);

-- EXISTS
SELECT c.Id FROM Customer__c c WHERE EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id);

SELECT c.Id FROM Customer__c c WHERE NOT EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id);

SELECT c.Id FROM Customer__c c WHERE EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Total__c > 1000);

SELECT c.Id FROM Customer__c c WHERE NOT EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Posted__c AND i.Status__c <> 'Draft');

SELECT i.Id FROM Invoice__c i WHERE NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c);

SELECT i.Id FROM Invoice__c i WHERE NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND c.Active__c);

SELECT i.Id FROM Invoice__c i WHERE EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND c.Text__c = i.Memo__c);

SELECT c.Id FROM Customer__c c WHERE EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Total__c > c.Credit__c);

SELECT c.Id FROM Customer__c c WHERE EXISTS (SELECT 1 FROM Empty__c);

SELECT c.Id FROM Customer__c c WHERE NOT EXISTS (SELECT 1 FROM Empty__c e WHERE e.Customer__c = c.Id);

SELECT c.Id FROM Customer__c c WHERE EXISTS (SELECT 1 FROM Single__c);

SELECT c.Id FROM Customer__c c WHERE c.Active__c OR EXISTS (SELECT 1 FROM Invoice__c i WHERE i.ShipTo__c = c.Id AND i.Posted__c);

SELECT r.Id FROM Region__c r WHERE EXISTS (SELECT 1 FROM Customer__c c WHERE c.Region__c = r.Id AND EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Status__c = 'Draft'));

SELECT c.Id, EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id) AS e FROM Customer__c c;

-- one value
SELECT Id, (SELECT COUNT(*) FROM Invoice__c) AS n FROM Customer__c;

SELECT c.Id, (SELECT COUNT(*) FROM Invoice__c i WHERE i.Customer__c = c.Id) AS n FROM Customer__c c;

SELECT c.Id, (SELECT MAX(i.Date__c) FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Posted__c) AS d FROM Customer__c c;

SELECT c.Id FROM Customer__c c WHERE c.Share__c > (SELECT AVG(Share__c) FROM Customer__c);

SELECT c.Id FROM Customer__c c WHERE c.Credit__c = (SELECT MAX(Credit__c) FROM Customer__c);

SELECT i.Id FROM Invoice__c i WHERE i.Tax__c = (SELECT MAX(x.Tax__c) FROM Invoice__c x WHERE x.Customer__c = i.Customer__c);

SELECT Id, (SELECT Name FROM Empty__c) AS e FROM Customer__c;

SELECT i.Id, (SELECT c.Name FROM Customer__c c WHERE c.Id = i.Customer__c) AS n FROM Invoice__c i;

-- fails: CERT-3007
SELECT (SELECT Id FROM Customer__c) AS id FROM Single__c;

-- ANY and ALL
SELECT Id FROM Customer__c WHERE Credit__c > ANY (SELECT Total__c FROM Invoice__c WHERE Status__c = 'Draft');

SELECT Id FROM Customer__c WHERE Credit__c >= ALL (SELECT Credit__c FROM Customer__c WHERE Credit__c IS NOT NULL);

SELECT Id FROM Customer__c WHERE Credit__c >= ALL (SELECT Credit__c FROM Customer__c);

SELECT Id FROM Customer__c WHERE Credit__c > ALL (SELECT Value__c FROM Empty__c);

SELECT Id FROM Customer__c WHERE Text__c = ANY (SELECT Other__c FROM Customer__c WHERE Active__c);

SELECT Id FROM Customer__c WHERE Text__c <> ALL (SELECT Other__c FROM Customer__c WHERE Other__c LIKE 'a%');

-- LATERAL
SELECT c.Id, x.Name FROM Customer__c c CROSS JOIN LATERAL (SELECT i.Name FROM Invoice__c i WHERE i.Customer__c = c.Id ORDER BY i.Name LIMIT 1) x;

SELECT c.Id, x.n FROM Customer__c c LEFT JOIN LATERAL (SELECT COUNT(*) AS n FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Posted__c) x ON TRUE;

-- derived tables
SELECT x.Status__c, x.n FROM (SELECT Status__c, COUNT(*) AS n FROM Customer__c WHERE Active__c GROUP BY Status__c) x WHERE x.n > 5;

SELECT x.Id FROM (SELECT Id, Text__c FROM Customer__c ORDER BY Id LIMIT 10) x WHERE x.Text__c = 'acme';

SELECT COUNT(*) AS n FROM (SELECT Id FROM Customer__c ORDER BY Id LIMIT 10 OFFSET 75) x;

SELECT x.t, COUNT(*) AS n FROM (SELECT Id, UPPER(Text__c) AS t FROM Customer__c) x WHERE x.t LIKE 'A%' GROUP BY x.t;

SELECT SUM(x.Total__c) AS s FROM (SELECT * FROM Invoice__c WHERE Total__c < 1000 AND Total__c > 0) x WHERE x.Status__c = 'Complete';

SELECT x.Id FROM (SELECT Id, Status__c FROM Customer__c WHERE Active__c UNION ALL SELECT Id, Status__c FROM Invoice__c) x WHERE x.Status__c IN ('Active', 'Draft');

SELECT c.Name, x.s FROM Customer__c c JOIN (SELECT Customer__c, SUM(Tax__c) AS s FROM Invoice__c WHERE Posted__c GROUP BY Customer__c) x ON x.Customer__c = c.Id WHERE x.s > 10;

SELECT c.Name, x.s FROM Customer__c c LEFT JOIN (SELECT Customer__c, SUM(Tax__c) AS s FROM Invoice__c GROUP BY Customer__c) x ON x.Customer__c = c.Id WHERE x.s IS NULL OR x.s < 1;

-- of no rows DuckDB forgets the grand total, where the subquery looks at the row around it
-- fails: CERT-4002
SELECT r.Id, (SELECT SUM(n) FROM (SELECT COUNT(*) AS n FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17 GROUP BY ROLLUP (c.Status__c)) x) AS n FROM Region__c r;

SELECT r.Id, (SELECT SUM(n) FROM (SELECT COUNT(*) AS n FROM Customer__c c GROUP BY ROLLUP (c.Status__c)) x) AS n FROM Region__c r;

-- counts that only tell whether there is any
SELECT Name FROM Customer__c c WHERE (SELECT COUNT(*) FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Posted__c) = 0;

SELECT Name FROM Customer__c c WHERE 1 <= (SELECT COUNT(i.Total__c) FROM Invoice__c i WHERE i.ShipTo__c = c.Id AND LENGTH(i.Memo__c) > 2);

SELECT c.Name, (SELECT COUNT(*) FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Status__c = 'Complete') > 0 AS some, (SELECT COUNT(DISTINCT i.Date__c) FILTER (WHERE i.Posted__c) FROM Invoice__c i WHERE i.Customer__c = c.Id) < 1 AS none FROM Customer__c c;

SELECT c.Name, (SELECT COUNT(*) FROM Invoice__c i WHERE i.Customer__c = c.Id GROUP BY i.Status__c HAVING i.Status__c = 'Draft') > 0 AS some FROM Customer__c c;

SELECT COUNT(*) AS n FROM Customer__c c WHERE (SELECT COUNT(NULL) FROM Invoice__c i WHERE i.Customer__c = c.Id) = 0 AND (SELECT COUNT(*) FROM Empty__c) = 0;

-- a value that is looked up: as a list of one
SELECT Id FROM Customer__c WHERE Text__c = (SELECT MAX(Text__c) FROM Customer__c WHERE Text__c LIKE 'a%');

-- of no rows at all, and of a null
SELECT Id FROM Customer__c WHERE Count__c = (SELECT MAX(Count__c) FROM Customer__c WHERE Text__c = 'none such');

SELECT Id FROM Customer__c WHERE NOT (Count__c = (SELECT Count__c FROM Customer__c WHERE Text__c = 'none such' LIMIT 1));

SELECT Id FROM Customer__c WHERE Active__c OR Count__c = (SELECT MAX(Count__c) FROM Customer__c);

-- texts of both kinds
SELECT Id FROM Customer__c WHERE Text__c = (SELECT Code__c FROM Region__c WHERE Code__c = 'by' LIMIT 1) OR Name = 'a';

SELECT Id FROM Region__c WHERE Code__c = (SELECT MIN(Name) FROM Customer__c WHERE Name = 'w');

SELECT Id FROM Customer__c WHERE Moment__c = (SELECT MAX(Moment__c) FROM Customer__c) AND Day__c = (SELECT DATE '2024-02-29');

-- two rows for one value
-- fails: CERT-3007
SELECT Id FROM Customer__c WHERE Count__c = (SELECT Count__c FROM Customer__c WHERE Active__c);

SELECT i.Id FROM Invoice__c i WHERE i.Customer__c = (SELECT Id FROM Customer__c WHERE Text__c = 'zebra' ORDER BY Day__c, Name, Id LIMIT 1) AND i.Total__c >= (SELECT AVG(Total__c) FROM Invoice__c WHERE Total__c < 1000 AND Total__c > 0);

-- whether there is any row that passes here: the first pages may do
SELECT Name FROM Region__c WHERE EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) > 5);

SELECT Name FROM Region__c WHERE NOT EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) > 500);

-- the only one is the last
SELECT EXISTS (SELECT 1 FROM PagePlus__c WHERE RIGHT(Name, 4) = '2000') AS a, NOT EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) + 1 = 9 AND Rank__c < -999) AS b, EXISTS (SELECT 1 FROM Empty__c WHERE LENGTH(Name) > 5) AS c FROM Single__c;

SELECT EXISTS (SELECT 1 FROM PagePlus__c WHERE UPPER(TRIM(Name)) LIKE 'ROW%0' AND LENGTH(TRIM(Name)) = 8 ORDER BY Rank__c DESC) AS a, EXISTS (SELECT DISTINCT Key__c FROM PagePlus__c WHERE LENGTH(TRIM(Key__c)) = 8) AS b FROM Single__c;

-- two tests of one object, and of one that is read anyway
SELECT Name FROM Region__c WHERE EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) > 5) AND NOT EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) > 50);

SELECT Name FROM PagePlus__c WHERE Rank__c > 990 AND EXISTS (SELECT 1 FROM PagePlus__c WHERE LENGTH(Name) > 7);

SELECT Name FROM Region__c WHERE (SELECT COUNT(*) FROM PagePlus__c WHERE LENGTH(Name) > 7) > 0 AND (SELECT COUNT(*) FROM PagePlus__c WHERE LENGTH(Name) > 70) = 0;

SELECT r.Name FROM Region__c r WHERE EXISTS (SELECT 1 FROM PagePlus__c p WHERE LENGTH(p.Name) = LENGTH(r.Name));

SELECT Name FROM Customer__c WHERE EXISTS (SELECT 1 FROM Customer__c WHERE Text__c = 'ACME') AND Text__c = 'acme';

-- the total of no rows, which DuckDB loses within a set operation of a correlated subquery
-- oracle: SELECT r.Id, (SELECT SUM(c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id) AS y FROM Region__c r UNION ALL SELECT Id, 7 FROM Region__c
SELECT r.Id, v.y FROM Region__c r CROSS JOIN LATERAL (SELECT SUM(c.Count__c) AS y FROM Customer__c c WHERE c.Region__c = r.Id UNION ALL SELECT 7) v;

-- oracle: SELECT Id, 2 AS n FROM Region__c
SELECT r.Id, (SELECT COUNT(*) FROM (SELECT MIN(c.Name) FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17 UNION ALL SELECT 'x') u) AS n FROM Region__c r;

-- oracle: SELECT Id, NULL AS y FROM Region__c WHERE Id NOT IN (SELECT Region__c FROM Customer__c WHERE Region__c IS NOT NULL AND Count__c IS NOT NULL)
SELECT r.Id, v.y FROM Region__c r CROSS JOIN LATERAL (SELECT SUM(c.Count__c) AS y FROM Customer__c c WHERE c.Region__c = r.Id INTERSECT SELECT CAST(NULL AS DECIMAL(18, 0))) v;

-- oracle: SELECT r.Id, (SELECT SUM(c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id) AS y FROM Region__c r
SELECT r.Id, v.y FROM Region__c r CROSS JOIN LATERAL (SELECT SUM(c.Count__c) AS y FROM Customer__c c WHERE c.Region__c = r.Id EXCEPT SELECT -12345) v;

-- oracle: SELECT Id FROM Region__c WHERE Id IN (SELECT Region__c FROM Customer__c WHERE Count__c IS NOT NULL)
SELECT r.Id FROM Region__c r CROSS JOIN LATERAL (SELECT CAST(NULL AS DECIMAL(18, 0)) AS y EXCEPT SELECT SUM(c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id) v;

-- oracle: SELECT Id FROM Region__c
SELECT r.Id FROM Region__c r CROSS JOIN LATERAL (SELECT MAX(c.Name) AS y FROM Customer__c c WHERE c.Region__c = r.Id AND FALSE UNION SELECT NULL) v;

-- the same without a set operation
-- oracle: SELECT r.Id, (SELECT SUM(c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id) AS y FROM Region__c r
SELECT r.Id, v.y FROM Region__c r CROSS JOIN LATERAL (SELECT DISTINCT SUM(c.Count__c) AS y FROM Customer__c c WHERE c.Region__c = r.Id) v;

-- oracle: SELECT Id, 1 AS n FROM Region__c
SELECT r.Id, (WITH w AS (SELECT SUM(c.Count__c) AS y FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) SELECT COUNT(*) FROM w) AS n FROM Region__c r;

-- oracle: SELECT Id, 4 AS n FROM Region__c
SELECT r.Id, (WITH w AS (SELECT c.Count__c AS x FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17), t AS (SELECT SUM(x) AS y FROM w UNION ALL SELECT MIN(x) FROM w) SELECT COUNT(*) FROM t AS a CROSS JOIN t AS b) AS n FROM Region__c r;

-- oracle: SELECT r.Id, NULL AS y, r.Name AS z FROM Region__c r
SELECT r.Id, v.y, v.z FROM Region__c r LEFT JOIN LATERAL (SELECT SUM(c.Count__c) AS y, r.Name AS z FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) v ON TRUE;

-- oracle: SELECT Id, Name AS z, 5 AS five, 1 AS one, 2 AS two FROM Region__c
SELECT r.Id, (SELECT v.z FROM (SELECT SUM(c.Count__c) AS y, r.Name AS z FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) v) AS z, (SELECT 5 FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17 HAVING SUM(c.Count__c) IS NULL) AS five, (SELECT ROW_NUMBER() OVER () FROM (SELECT MAX(c.Name) AS m FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) v) AS one, (SELECT w.n FROM (SELECT MAX(c.Name) AS m FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) v CROSS JOIN (SELECT 2 AS n) w) AS two FROM Region__c r;

-- oracle: SELECT Id FROM Region__c
SELECT Id FROM Region__c r WHERE EXISTS (SELECT 1 FROM (SELECT SUM(c.Count__c) AS y FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17 UNION SELECT 3) v WHERE v.y IS NULL) AND (3 IN (SELECT SUM(c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17 UNION ALL SELECT 4)) IS NULL;

-- oracle: SELECT Id, NULL AS z FROM Region__c UNION ALL SELECT Id, 'x' FROM Region__c
SELECT r.Id, v.z FROM Region__c r CROSS JOIN LATERAL (SELECT MAX(u.z) AS z FROM (SELECT r.Name AS z FROM Customer__c c WHERE c.Credit__c > 1e17 AND c.Credit__c < 0) u UNION ALL SELECT 'x') v;

-- all of these are totals as values, of which NULL is the right one
SELECT r.Id, (SELECT SUM(c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id) AS a, (SELECT COALESCE(SUM(c.Count__c), 0) FROM Customer__c c WHERE c.Region__c = r.Id) AS b, (SELECT SUM(c.Count__c) / COUNT(c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id HAVING COUNT(c.Count__c) > 0) AS d, (SELECT MAX(c.Name) || '!' FROM Customer__c c WHERE c.Region__c = r.Id) AS e FROM Region__c r;

-- counts of no rows other than COUNT
-- oracle: SELECT Id, 0 AS a, 0 AS b, 0 AS d FROM Region__c
SELECT r.Id, (SELECT REGR_COUNT(c.Count__c, c.Count__c) FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) AS a, (SELECT APPROX_COUNT_DISTINCT(c.Name) FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) AS b, (SELECT COUNT(DISTINCT c.Name) FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) AS d FROM Region__c r;

-- subtotals over a definition that looks at the row around it
-- fails: CERT-4002
SELECT r.Id, (WITH w AS MATERIALIZED (SELECT c.Status__c AS s FROM Customer__c c WHERE c.Region__c = r.Id AND c.Credit__c > 1e17) SELECT SUM(n) FROM (SELECT COUNT(*) AS n FROM w GROUP BY ROLLUP (w.s)) x) AS n FROM Region__c r;

-- subqueries in ON of outer joins that look at both sides, or at the one whose rows are kept
-- oracle: SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN (SELECT DISTINCT a.Id AS x, b.Id FROM Region__c a CROSS JOIN Region__c b JOIN Customer__c c ON c.Region__c = a.Id AND c.Name > b.Name WHERE b.Parent__c IS NULL) b ON b.x = a.Id
SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN Region__c b ON b.Parent__c IS NULL AND EXISTS (SELECT 1 FROM Customer__c c WHERE c.Region__c = a.Id AND c.Name > b.Name);

-- oracle: SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN (SELECT DISTINCT a.Id AS x, b.Id FROM Region__c a CROSS JOIN Region__c b JOIN Customer__c c ON c.Region__c = a.Id AND c.Name > b.Name WHERE b.Parent__c IS NULL) b ON b.x = a.Id
SELECT a.Id, b.Id AS i FROM Region__c b RIGHT JOIN Region__c a ON b.Parent__c IS NULL AND EXISTS (SELECT 1 FROM Customer__c c WHERE c.Region__c = a.Id AND c.Name > b.Name);

-- oracle: SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN Region__c b ON a.Parent__c = b.Id AND a.Name <> 'no such name'
SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN Region__c b ON a.Parent__c = b.Id AND NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Name = 'no such name' AND c.Region__c = a.Id);

-- oracle: SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN (SELECT DISTINCT Region__c AS r FROM Customer__c) c ON c.r = a.Id LEFT JOIN Region__c b ON a.Parent__c = b.Id AND c.r IS NOT NULL
SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN Region__c b ON a.Parent__c = b.Id AND (a.Id IN (SELECT Region__c FROM Customer__c)) IS TRUE;

-- oracle: SELECT a.Id, CASE WHEN b.n = 3 THEN b.Id END AS i FROM Region__c a LEFT JOIN (SELECT Id, 3 AS n FROM Region__c) b ON a.Parent__c = b.Id
SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN Region__c b ON a.Parent__c = b.Id AND 3 <= (SELECT COUNT(*) + 3 FROM Customer__c c WHERE c.Region__c = a.Id OR c.Region__c = b.Id);

-- oracle: SELECT r.Id, COUNT(b.Id) AS n FROM Region__c r CROSS JOIN Region__c a LEFT JOIN Region__c b ON a.Parent__c = b.Id AND r.Parent__c = a.Id GROUP BY r.Id
SELECT r.Id, (SELECT COUNT(b.Id) FROM Region__c a LEFT JOIN Region__c b ON a.Parent__c = b.Id AND EXISTS (SELECT 1 FROM Region__c c WHERE c.Id = a.Id AND r.Parent__c = c.Id)) AS n FROM Region__c r;

-- those that DuckDB takes as they are
SELECT a.Id, b.Id AS i FROM Region__c a LEFT JOIN Region__c b ON a.Parent__c = b.Id AND EXISTS (SELECT 1 FROM Customer__c c WHERE c.Region__c = b.Id);

SELECT a.Id, b.Id AS i FROM Region__c a FULL JOIN Region__c b ON a.Name = (SELECT MIN(c.Name) FROM Customer__c c WHERE c.Region__c = b.Id);

-- fails: CERT-4002
SELECT a.Id, b.Id AS i FROM Region__c a FULL JOIN Region__c b ON a.Parent__c = b.Id AND EXISTS (SELECT 1 FROM Customer__c c WHERE c.Region__c = b.Id OR c.Region__c = a.Id);

-- aggregates over values of the query around
SELECT r.Id, (SELECT MAX(u.z) FROM (SELECT r.Name AS z FROM Customer__c c WHERE c.Region__c = r.Id) u) AS a, (SELECT STRING_AGG(u.z, ';') FROM (SELECT r.Name || '!' AS z, c.Id FROM Customer__c c WHERE c.Region__c = r.Id) u) AS b FROM Region__c r;

-- the opinion that the random statements are compared with keeps totals, too
SELECT r.Id, v.y FROM Region__c r CROSS JOIN LATERAL (SELECT MAX(c.Name) AS y FROM Customer__c c WHERE c.Region__c = r.Id UNION ALL SELECT 'x') v;
