-- aggregates over joins that stay: by days, texts, numbers, through unequal sides
SELECT r.Name, SUM(i.Tax__c) AS s, COUNT(*) AS n, MAX(i.Date__c) AS d FROM Invoice__c i JOIN Region__c r ON r.Parent__c = i.Customer__c OR r.Id IS NOT NULL GROUP BY r.Name;

SELECT c.Status__c, SUM(i.Tax__c) AS s, COUNT(*) AS n, COUNT(i.Id) AS k FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id GROUP BY c.Status__c;

SELECT c.Name, COUNT(*) AS n, COUNT(i.Date__c) AS b, MIN(i.Total__c) AS m FROM Customer__c c LEFT JOIN Invoice__c i ON i.ShipTo__c = c.Id AND i.Posted__c GROUP BY c.Name;

SELECT SUM(c.Count__c) AS e, SUM(c.Credit__c) AS f, COUNT(c.Text__c) AS t, COUNT(DISTINCT c.Status__c) AS k, MAX(c.Day__c) AS d FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c;

-- both sides have several records for each day
SELECT SUM(i.Tax__c) AS s, SUM(c.Share__c) AS h, COUNT(*) AS n, COUNT(i.Total__c) AS t, AVG(i.Tax__c) AS a FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c;

SELECT c.Day__c, SUM(i.Tax__c) AS s, SUM(c.Share__c) AS h, COUNT(*) AS n FROM Customer__c c LEFT JOIN Invoice__c i ON i.Date__c = c.Day__c GROUP BY c.Day__c;

SELECT SUM(i.Tax__c) AS s, SUM(c.Share__c) AS h, COUNT(*) AS n, COUNT(c.Id) AS c, COUNT(i.Id) AS i FROM Customer__c c FULL JOIN Invoice__c i ON i.Date__c = c.Day__c AND c.Active__c;

SELECT c.Status__c, SUM(i.Tax__c) AS s, COUNT(*) AS n FROM Invoice__c i RIGHT JOIN Customer__c c ON i.Date__c = c.Day__c AND i.Status__c = c.Status__c GROUP BY c.Status__c;

-- three tables, two of them with many records for one of the first
SELECT c.Status__c, SUM(i.Tax__c) AS t, COUNT(a.Id) AS n, COUNT(*) AS k FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id LEFT JOIN Activity__c a ON a.What__c = c.Id GROUP BY c.Status__c;

SELECT r.Name, COUNT(*) AS n, SUM(i.Tax__c) AS s FROM Region__c r JOIN Customer__c c ON c.Day__c > DATE '2020-01-01' AND c.Region__c = r.Id JOIN Invoice__c i ON i.Date__c = c.Day__c GROUP BY r.Name;

-- text keys, twins of case among them
SELECT COUNT(*) AS n, SUM(i.Tax__c) AS s, COUNT(DISTINCT c.Text__c) AS t FROM Customer__c c JOIN Invoice__c i ON i.Memo__c = c.Text__c;

SELECT c.Text__c, SUM(i.Tax__c) AS s, MIN(i.Date__c) AS d FROM Customer__c c LEFT JOIN Invoice__c i ON i.Memo__c = c.Text__c GROUP BY c.Text__c;

SELECT UPPER(i.Memo__c) AS m, COUNT(*) AS n FROM Customer__c c JOIN Invoice__c i ON i.Memo__c = c.Text__c AND LENGTH(i.Memo__c) > 1 GROUP BY 1;

SELECT COUNT(*) AS n FROM Customer__c c JOIN Invoice__c i ON LENGTH(i.Memo__c) = c.Count__c + 3;

-- conditions on one side, on both, and in FILTER
SELECT c.Status__c, SUM(i.Tax__c) FILTER (WHERE i.Posted__c) AS p, SUM(i.Tax__c) FILTER (WHERE c.Active__c) AS a, COUNT(*) FILTER (WHERE i.Posted__c) AS n, COUNT(*) FILTER (WHERE i.Id IS NULL) AS m, COUNT(*) FILTER (WHERE i.Posted__c = c.Active__c) AS k FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id GROUP BY c.Status__c;

SELECT c.Region__c, SUM(CASE WHEN i.Posted__c THEN i.Tax__c ELSE 0 END) AS p, SUM(CASE WHEN c.Active__c THEN i.Tax__c ELSE 0 END) AS a, SUM(CASE WHEN i.Posted__c THEN 1 ELSE 0 END) AS n FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id GROUP BY c.Region__c;

SELECT COUNT(*) AS n, SUM(i.Tax__c) AS s FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Status__c IS NULL OR i.Status__c <> c.Status__c;

SELECT c.Id, COUNT(*) AS n FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id AND i.Date__c < c.Day__c GROUP BY c.Id HAVING COUNT(*) > 1;

-- semi- and anti-joins beside
SELECT c.Status__c, SUM(i.Tax__c) AS s FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c WHERE i.Customer__c IN (SELECT Id FROM Customer__c WHERE Active__c) GROUP BY c.Status__c;

SELECT COUNT(*) AS n, SUM(i.Tax__c) AS s FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c WHERE NOT EXISTS (SELECT 1 FROM Line__c l WHERE l.Invoice__c = i.Id AND l.Price__c > 50);

SELECT COUNT(*) AS n FROM Customer__c c JOIN Invoice__c i ON i.Memo__c = c.Text__c WHERE EXISTS (SELECT 1 FROM Region__c r WHERE LENGTH(r.Name) > LENGTH(i.Memo__c) OR ASCII(i.Memo__c) = 97);

-- products of both sides
SELECT SUM(i.Tax__c * c.Count__c) AS p, SUM(c.Share__c * c.Share__c) AS q FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c;

SELECT SUM(c.Score__c) AS f, SUM(i.Tax__c) AS s FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c;

-- subtotals over joins, and joins with nothing
SELECT c.Status__c, i.Status__c, SUM(i.Tax__c) AS s, COUNT(*) AS n FROM Customer__c c LEFT JOIN Invoice__c i ON i.Date__c = c.Day__c GROUP BY ROLLUP (c.Status__c, i.Status__c);

SELECT COUNT(*) AS n, SUM(e.Value__c) AS s, SUM(c.Count__c) AS k FROM Customer__c c LEFT JOIN Empty__c e ON e.Customer__c = c.Id;

SELECT COUNT(*) AS n, SUM(e.Value__c) AS s, COUNT(e.Id) AS k FROM Customer__c c JOIN Empty__c e ON e.Customer__c = c.Id OR e.Flag__c;

SELECT c.Status__c, COUNT(*) AS n FROM Customer__c c JOIN Empty__c e ON e.Flag__c = c.Active__c GROUP BY ROLLUP (c.Status__c);

-- a condition that is checked here
SELECT SUM(Tax__c) AS s, COUNT(*) AS n FROM Invoice__c WHERE Posted__c = (Status__c = 'Draft');

SELECT Status__c, COUNT(*) AS n, MAX(Total__c) AS m FROM Invoice__c WHERE Date__c > CAST(Due__c AS DATE) OR (Posted__c AND Date__c = DATE '2025-01-01') GROUP BY Status__c;

SELECT COUNT(*) AS n FROM Customer__c WHERE Text__c = Other__c;

-- in a derived table, and beside each other
SELECT x.s, COUNT(*) AS n FROM (SELECT i.Date__c AS d, i.Status__c AS s, i.Tax__c AS t FROM Invoice__c i WHERE i.Posted__c) x JOIN Customer__c c ON c.Day__c = x.d GROUP BY x.s;

SELECT c.Status__c, SUM(x.t) AS s FROM Customer__c c JOIN (SELECT Customer__c AS k, CAST(Tax__c AS DECIMAL(20, 4)) AS t FROM Invoice__c) x ON x.k = c.Id GROUP BY c.Status__c;

SELECT c.Status__c, SUM(i.Total__c) AS s FROM Customer__c c JOIN Invoice__c i ON i.Date__c = c.Day__c GROUP BY c.Status__c;
