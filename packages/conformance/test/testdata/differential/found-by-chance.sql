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
