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
