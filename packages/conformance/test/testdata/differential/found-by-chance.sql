-- a constant that is sorted by
SELECT 'x' AS a, Id FROM Region__c ORDER BY 1, 2;

SELECT c.b FROM (SELECT -1 AS a, Id AS b FROM Region__c ORDER BY 1, 2 LIMIT 3) c;

-- NULL alone has no type
SELECT Id FROM Customer__c WHERE Text__c IN (SELECT CAST(NULL AS TEXT) FROM Region__c);

-- oracle: SELECT Id FROM Customer__c WHERE FALSE
SELECT Id FROM Customer__c WHERE Text__c IN (SELECT NULL FROM Region__c);

-- oracle: SELECT Id FROM Customer__c WHERE FALSE
SELECT Id FROM Customer__c WHERE Text__c = ANY (SELECT NULL FROM Region__c);

-- shared scans within correlated subqueries
SELECT r.Id FROM Region__c r CROSS JOIN LATERAL (SELECT a.Id FROM Region__c a FULL JOIN Region__c b ON a.Parent__c = b.Id WHERE r.Name = r.Name) x;

SELECT r.Id, (SELECT MIN(a.Name) FROM Region__c a FULL JOIN Region__c b ON a.Parent__c = b.Id WHERE r.Name = r.Name) AS n FROM Region__c r;

-- oracle: SELECT Id FROM Region__c
WITH w AS (SELECT Id, Parent__c, Name FROM Region__c) SELECT x.Id FROM w x WHERE EXISTS (SELECT 1 FROM w a FULL JOIN w b ON a.Parent__c = b.Id WHERE x.Name = x.Name);

-- what DuckDB cannot do
-- fails: CERT-4002
SELECT r.Id, (SELECT COUNT(*) FROM Region__c a LEFT JOIN Region__c b ON a.Name > b.Name AND a.Target__c < r.Target__c) AS n FROM Region__c r;

-- a constant that is grouped by
SELECT DISTINCT 0 AS a, Name, Id FROM Region__c;

SELECT DISTINCT -1 AS a, 'x' AS b, Name FROM Region__c;

SELECT c.a, c.b, COUNT(*) AS n FROM (SELECT 'x' AS a, 7 AS b, Id FROM Region__c) c GROUP BY c.a, c.b;

-- a text of the query around that is grouped by
SELECT r.Id, x.b FROM Region__c r CROSS JOIN LATERAL (SELECT DISTINCT c.Id AS a, r.Name AS b FROM Customer__c c) x;

SELECT r.Id, x.b, x.n FROM Region__c r CROSS JOIN LATERAL (SELECT r.Name AS b, COUNT(*) AS n FROM Customer__c c WHERE c.Region__c = r.Id GROUP BY r.Name) x;

-- one row, though no aggregate is looked at
SELECT 'x' AS a FROM (SELECT MIN(Name) AS m FROM Customer__c WHERE Name = 'no such name') d UNION ALL SELECT Name FROM Region__c;

SELECT COUNT(*) AS n FROM (SELECT COUNT(*) AS a, MAX(Name) AS b FROM Region__c) d;

SELECT Id FROM Region__c WHERE EXISTS (SELECT 0 FROM (SELECT MIN(Name) AS a FROM Customer__c WHERE FALSE) x);

SELECT 0 AS a FROM (SELECT MIN(Name) AS a FROM Customer__c WHERE LENGTH(Name) < 0 ORDER BY 1 LIMIT 3) x;

SELECT r.Id FROM Region__c r CROSS JOIN (SELECT SUM(Credit__c) AS s FROM Customer__c) x;

SELECT 1 AS a FROM Region__c HAVING 1 = 1;

SELECT 'x' AS a FROM Empty__c GROUP BY ();

-- an Id and a text compare exactly
SELECT Id FROM Customer__c WHERE Id = ANY (SELECT 'a11000000000018AAA' FROM Region__c);

SELECT Id FROM Customer__c WHERE Id IN (SELECT 'a11000000000018AAA' FROM Region__c);

SELECT Id FROM Customer__c WHERE Id IN (SELECT MIN(x) FROM (SELECT 'a11000000000018AAA' AS x FROM Region__c) s);

SELECT 'a11000000000018AAA' IN (SELECT Id FROM Customer__c) AS a FROM Single__c;

-- SOQL has no lists of multi-select picklists
SELECT Id FROM Customer__c WHERE Tags__c IN ('red;green', 'blue', 'none');

SELECT Id FROM Customer__c WHERE Tags__c NOT IN ('red;green', 'blue');

-- keys of a join for a multi-select picklist, which has no lists
SELECT c.Id, l.Id FROM Customer__c c JOIN Line__c l ON c.Tags__c = l.Name WHERE l.Name LIKE 'LINE-1%';

-- a column of the query around, given by the side of an outer join that has no rows: NULL
SELECT x.b FROM Region__c r LEFT JOIN LATERAL (SELECT DISTINCT c.Id AS a, r.Id AS b FROM Customer__c c WHERE c.Name = 'nobody') x ON TRUE;

SELECT r.Id, x.b FROM Region__c r LEFT JOIN LATERAL (SELECT r.Id AS b FROM Empty__c) x ON TRUE;

SELECT r.Id, x.b, x.n FROM Region__c r LEFT JOIN LATERAL (SELECT r.Id AS b, r.Name AS n FROM Customer__c c WHERE c.Region__c = r.Id AND c.Name LIKE 'a%') x ON x.n <> 'West';

SELECT r.Id, x.b FROM Region__c r CROSS JOIN LATERAL (SELECT y.b FROM Single__c s LEFT JOIN (SELECT r.Id AS b FROM Empty__c) y ON TRUE) x;

SELECT x.b FROM Region__c r LEFT JOIN LATERAL (SELECT r.Id AS b FROM Single__c s RIGHT JOIN Empty__c e ON s.Name = s.Name WHERE NULLIF(0, e.Value__c) IS NULL) x ON TRUE;

-- a window over a column of the query around
SELECT r.Id, x.n, x.i FROM Region__c r CROSS JOIN LATERAL (SELECT DISTINCT ON (o.n) o.n, o.i FROM (SELECT r.Name AS n, c.Id AS i FROM Customer__c c) o ORDER BY o.n, o.i) x;

-- oracle: SELECT r.Id, x.i, x.k FROM Region__c r CROSS JOIN LATERAL (SELECT y.i, RANK() OVER (PARTITION BY y.n ORDER BY y.i) AS k FROM (SELECT c.Id AS i, r.Name AS n FROM Customer__c c WHERE c.Region__c = r.Id) y) x
SELECT r.Id, x.i, x.k FROM Region__c r CROSS JOIN LATERAL (SELECT c.Id AS i, RANK() OVER (PARTITION BY r.Name ORDER BY c.Id) AS k FROM Customer__c c WHERE c.Region__c = r.Id) x;

-- oracle: SELECT r.Id, x.i FROM Region__c r CROSS JOIN LATERAL (SELECT y.i FROM (SELECT c.Id AS i, c.Region__c AS g, r.Name AS n FROM Customer__c c) y QUALIFY RANK() OVER (PARTITION BY y.g ORDER BY y.n, y.i) = 1) x
SELECT r.Id, x.i FROM Region__c r CROSS JOIN LATERAL (SELECT c.Id AS i FROM Customer__c c QUALIFY RANK() OVER (PARTITION BY c.Region__c ORDER BY r.Name, c.Id) = 1) x;

-- oracle: SELECT r.Id, x.i FROM Region__c r CROSS JOIN LATERAL (SELECT MIN(c.Id) AS i FROM Customer__c c WHERE c.Region__c = r.Id) x WHERE x.i IS NOT NULL
SELECT r.Id, x.i FROM Region__c r CROSS JOIN LATERAL (SELECT c.Id AS i FROM Customer__c c WHERE c.Region__c = r.Id ORDER BY r.Name, c.Id FETCH FIRST 1 ROW WITH TIES) x;

-- DuckDB 1.5 filters below the LIMIT by the keys of the join above
SELECT d.p FROM (SELECT -5 AS c, r.Parent__c AS p, MAX(r.Name) OVER (PARTITION BY r.Id) AS m FROM Region__c r ORDER BY 2 NULLS FIRST, 3, 1 LIMIT 1) d JOIN Region__c o ON d.p = o.Parent__c WHERE LENGTH(o.Name) * 2 <> 0;

-- and takes one window for the other
SELECT c.Id, MAX(c.Id) OVER (PARTITION BY c.Id, c.Region__c) AS a, MAX(c.Id) OVER (PARTITION BY c.Region__c, c.Region__c) AS b FROM Customer__c c;

-- DuckDB 1.5 takes DATE_TRUNC of nothing for some other day
SELECT Id FROM Customer__c WHERE LENGTH(Name) > 0 AND NOT (DATE_TRUNC('month', Day__c) = DATE '2025-01-15');

SELECT Id FROM Customer__c WHERE DATE_TRUNC('month', Day__c) <> DATE '2025-01-15' OR LENGTH(Name) > 1000;

SELECT Id, DATE_TRUNC('month', Day__c) = DATE '2025-01-15' AS a, DATE_TRUNC('day', Moment__c) <> TIMESTAMPTZ '2025-01-15T10:00:00Z' AS b FROM Customer__c;

SELECT Id FROM Customer__c WHERE (DATE_TRUNC('year', Day__c) = DATE '2025-01-15') IS NULL;

-- a row without a partner has a value all the same
SELECT r.Id, SUM(CASE WHEN c.Count__c = 0 THEN 1 ELSE 0 END) FILTER (WHERE r.Name <> 'x') AS n FROM Region__c r LEFT JOIN Customer__c c ON c.Region__c = r.Id GROUP BY r.Id;

SELECT r.Id, SUM(COALESCE(c.Count__c, 7)) AS a, COUNT(COALESCE(c.Count__c, 7)) AS b, MIN(COALESCE(c.Count__c, -100)) AS d FROM Region__c r LEFT JOIN Customer__c c ON c.Region__c = r.Id GROUP BY r.Id;

SELECT r.Id, MAX(COALESCE(c.Count__c, 1000)) FILTER (WHERE c.Active__c) AS a, SUM(CASE WHEN c.Active__c THEN c.Count__c ELSE 3 END) AS b FROM Region__c r LEFT JOIN Customer__c c ON c.Region__c = r.Id AND c.Name = 'nobody' GROUP BY r.Id;

-- the query around in a computed sort key
SELECT r.Id, x.i, x.g FROM Region__c r CROSS JOIN LATERAL (SELECT DISTINCT ON (o.i) o.i, o.g FROM (SELECT c.Id AS i, GREATEST(r.Name, c.Name) AS g FROM Customer__c c) o ORDER BY o.i, o.g) x;

-- one of each text
SELECT STRING_AGG(DISTINCT Name, ';' ORDER BY Name) AS n FROM Customer__c;

SELECT Region__c, STRING_AGG(DISTINCT Status__c, ';' ORDER BY Status__c DESC) AS s, COUNT(*) AS n FROM Customer__c GROUP BY Region__c;

SELECT r.Name, STRING_AGG(DISTINCT c.Name, ';' ORDER BY c.Name) FILTER (WHERE c.Active__c) AS a, STRING_AGG(DISTINCT c.Name, ';' ORDER BY c.Name) FILTER (WHERE NOT c.Active__c) AS b, SUM(c.Count__c) AS n FROM Region__c r LEFT JOIN Customer__c c ON c.Region__c = r.Id GROUP BY r.Name;

SELECT STRING_AGG(DISTINCT Name, ';' ORDER BY Name) AS n FROM Empty__c;

SELECT r.Id, (SELECT STRING_AGG(DISTINCT c.Name, ';' ORDER BY c.Name) FROM Customer__c c WHERE c.Region__c = r.Id) AS n FROM Region__c r;

-- two keys of subtotals that become one path
SELECT a.Id, b.Id AS i, COUNT(*) AS n FROM Region__c c JOIN Region__c a ON a.Id = c.Parent__c JOIN Region__c b ON b.Id = c.Parent__c GROUP BY ROLLUP (a.Id, b.Id);

SELECT a.Name, b.Name AS m, SUM(c.Count__c) AS n FROM Customer__c c JOIN Region__c a ON a.Id = c.Region__c JOIN Region__c b ON b.Id = c.Region__c GROUP BY CUBE (a.Name, b.Name) HAVING COUNT(*) > 1;

-- the org puts what has no parent first, the day of a parent's moment too
-- no oracle: the org's own path, which leads into the recycle bin too
-- ordered:
SELECT CAST(i.Customer__r.CreatedDate AS DATE) AS d, COUNT(*) AS n FROM Invoice__c i GROUP BY CAST(i.Customer__r.CreatedDate AS DATE) ORDER BY 1, 2;

-- no oracle: the org's own path, which leads into the recycle bin too
-- ordered:
SELECT EXTRACT(YEAR FROM i.Customer__r.Day__c) AS y, COUNT(*) AS n FROM Invoice__c i GROUP BY EXTRACT(YEAR FROM i.Customer__r.Day__c) ORDER BY 1 DESC NULLS LAST, 2 LIMIT 2;
