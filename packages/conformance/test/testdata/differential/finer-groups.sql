-- FILTER over few values, grouped by them
SELECT Status__c, COUNT(*) FILTER (WHERE Active__c) AS a, COUNT(*) AS n FROM Customer__c GROUP BY Status__c;

SELECT Region__c, SUM(Credit__c) FILTER (WHERE Active__c) AS a, SUM(Credit__c) FILTER (WHERE NOT Active__c) AS b, COUNT(*) AS n FROM Customer__c GROUP BY Region__c;

SELECT COUNT(*) FILTER (WHERE Status__c = 'ACTIVE') AS a, MAX(Day__c) FILTER (WHERE Status__c IS NULL) AS b FROM Customer__c;

SELECT COUNT(*) FILTER (WHERE Active__c AND NOT Active__c) AS a, SUM(Credit__c) FILTER (WHERE Active__c IS NULL) AS b, COUNT(*) AS n FROM Customer__c;

SELECT COUNT(*) FILTER (WHERE Flag__c) AS a, SUM(Value__c) FILTER (WHERE Flag__c) AS b FROM Empty__c;

SELECT Customer__c, COUNT(*) FILTER (WHERE Flag__c) AS a FROM Empty__c GROUP BY Customer__c;

SELECT Status__c, COUNT(Status__c) AS k, COUNT(Status__c) FILTER (WHERE Posted__c) AS p FROM Invoice__c GROUP BY Status__c;

-- FILTER over many values, a query for each
SELECT Customer__c, SUM(Tax__c) FILTER (WHERE Date__c < DATE '2025-01-01') AS old, COUNT(*) FILTER (WHERE Date__c < DATE '2025-01-01') AS n, SUM(Tax__c) AS s FROM Invoice__c GROUP BY Customer__c;

SELECT Status__c, SUM(Tax__c) FILTER (WHERE Date__c < DATE '2000-01-01') AS a, SUM(Tax__c) FILTER (WHERE Tax__c > 20) AS b FROM Invoice__c GROUP BY Status__c;

SELECT SUM(Tax__c) FILTER (WHERE Tax__c > 1000000) AS a, COUNT(*) FILTER (WHERE Tax__c > 1000000) AS n, MIN(Date__c) FILTER (WHERE Tax__c <= 5) AS d FROM Invoice__c;

SELECT Memo__c, COUNT(*) FILTER (WHERE Memo__c = 'acme') AS a, COUNT(*) FILTER (WHERE Total__c > 0) AS p FROM Invoice__c GROUP BY Memo__c;

SELECT Text__c, COUNT(Other__c) FILTER (WHERE Other__c <> 'acme') AS a, COUNT(*) FILTER (WHERE Text__c LIKE 'a%') AS b, COUNT(*) AS n FROM Customer__c GROUP BY Text__c;

SELECT Posted__c, COUNT(*) FILTER (WHERE Customer__c IS NULL) AS a, COUNT(*) FILTER (WHERE Due__c >= TIMESTAMPTZ '2025-01-01 00:00:00+00') AS b FROM Invoice__c GROUP BY Posted__c;

SELECT COUNT(*) FILTER (WHERE Total__c > 0 AND Posted__c) AS a, COUNT(*) FILTER (WHERE Posted__c) AS b, COUNT(*) FILTER (WHERE LENGTH(Memo__c) > 3) AS c FROM Invoice__c;

-- CASE in aggregates: null, zero, and groups that meet the condition nowhere
SELECT Status__c, SUM(CASE WHEN Posted__c THEN Tax__c ELSE 0 END) AS a, SUM(CASE WHEN Posted__c THEN Tax__c END) AS b FROM Invoice__c GROUP BY Status__c;

SELECT Customer__c, SUM(CASE WHEN Date__c < DATE '2024-12-31' THEN Tax__c ELSE 0 END) AS a, SUM(CASE WHEN Date__c < DATE '2024-12-31' THEN Tax__c END) AS b, SUM(Tax__c) AS s FROM Invoice__c GROUP BY Customer__c;

SELECT SUM(CASE WHEN Tax__c IS NULL THEN Tax__c ELSE 0 END) AS a, SUM(CASE WHEN Tax__c IS NULL THEN Tax__c END) AS b FROM Invoice__c;

SELECT SUM(CASE WHEN Tax__c IS NULL THEN Tax__c ELSE 0 END) AS a, SUM(CASE WHEN Tax__c IS NULL THEN 1 ELSE 0 END) AS n FROM Invoice__c WHERE Tax__c IS NULL;

SELECT SUM(CASE WHEN Flag__c THEN Value__c ELSE 0 END) AS a, SUM(CASE WHEN Flag__c THEN 1 ELSE 0 END) AS b, COUNT(CASE WHEN Flag__c THEN 1 END) AS c FROM Empty__c;

SELECT Status__c, SUM(CASE WHEN Active__c THEN 1 ELSE 0 END) AS a, SUM(CASE WHEN Active__c THEN 1 END) AS b, COUNT(CASE WHEN Active__c THEN 1 END) AS c, COUNT(CASE WHEN NOT Active__c THEN Text__c END) AS d FROM Customer__c GROUP BY Status__c;

SELECT MAX(CASE WHEN Active__c THEN Day__c END) AS a, MIN(CASE WHEN Credit__c > 0 THEN Credit__c END) AS b FROM Customer__c;

SELECT AVG(CASE WHEN Posted__c THEN Tax__c END) AS a, AVG(Tax__c) FILTER (WHERE Total__c > 0) AS b FROM Invoice__c;

SELECT SUM(CASE WHEN Active__c THEN Count__c ELSE 0 END) AS a, SUM(CASE WHEN Active__c THEN Count__c END) AS b, SUM(CASE WHEN Active__c THEN Share__c ELSE 0 END) AS c FROM Customer__c;

SELECT SUM(CASE WHEN Active__c THEN Credit__c ELSE 1 END) AS a, SUM(CASE WHEN Active__c THEN 2 ELSE 0 END) AS b, SUM(CASE WHEN Active__c THEN Credit__c WHEN Credit__c > 0 THEN 1 END) AS c FROM Customer__c;

SELECT COUNT(CASE WHEN Status__c IN ('Active', 'closed') THEN Id END) AS a, COUNT(CASE WHEN Status__c IN ('Active', 'closed') THEN 0 ELSE 1 END) AS b FROM Customer__c;

-- CASE with several conditions: the first that holds decides, and an unknown one does not
SELECT SUM(CASE WHEN Status__c = 'Active' THEN 1 WHEN Active__c THEN 2 ELSE 0 END) AS a, SUM(CASE WHEN Status__c = 'Active' THEN 1 WHEN Active__c THEN 2 END) AS b, SUM(CASE WHEN Status__c = 'Active' THEN 1 WHEN Active__c THEN 2 ELSE 3 END) AS c FROM Customer__c;

SELECT Status__c, SUM(CASE WHEN Posted__c THEN Tax__c WHEN Customer__c IS NULL THEN -Tax__c ELSE 0 END) AS a, SUM(CASE WHEN Posted__c THEN Tax__c WHEN Customer__c IS NULL THEN -Tax__c END) AS b, SUM(CASE WHEN Posted__c THEN Tax__c ELSE -Tax__c END) AS c FROM Invoice__c GROUP BY Status__c;

SELECT SUM(CASE Status__c WHEN 'draft' THEN Tax__c WHEN 'COMPLETE' THEN 1 WHEN 'Draft' THEN 1000 END) AS a, COUNT(CASE Status__c WHEN 'draft' THEN 1 WHEN 'complete' THEN 2 END) AS n, AVG(CASE Status__c WHEN 'draft' THEN Tax__c WHEN 'complete' THEN 0 END) AS v FROM Invoice__c;

SELECT Customer__c, SUM(CASE WHEN Date__c < DATE '2024-12-31' THEN Tax__c WHEN Date__c < DATE '2025-03-31' THEN 10 ELSE 0 END) AS a, COUNT(CASE WHEN Date__c < DATE '2024-12-31' THEN 1 WHEN Date__c IS NULL THEN NULL ELSE 0 END) AS n FROM Invoice__c GROUP BY Customer__c;

-- the sum of a condition's rows that have no amount is null, beside others it is nothing
SELECT SUM(CASE WHEN Tax__c IS NULL THEN Tax__c WHEN Posted__c AND NOT Posted__c THEN 1 ELSE 0 END) AS a, SUM(CASE WHEN Tax__c IS NULL THEN Tax__c WHEN Posted__c THEN 1 END) AS b FROM Invoice__c WHERE Tax__c IS NULL;

SELECT SUM(CASE WHEN Flag__c THEN Value__c WHEN Value__c > 0 THEN 1 ELSE 0 END) AS a, COUNT(CASE WHEN Flag__c THEN 1 ELSE 2 END) AS b, MAX(CASE WHEN Flag__c THEN 1 ELSE 2 END) AS c FROM Empty__c;

SELECT SUM(CASE WHEN Posted__c THEN NULL WHEN Tax__c > 5 THEN Tax__c ELSE 0 END) AS a, COUNT(CASE WHEN Posted__c THEN NULL ELSE Tax__c END) AS b, SUM(CASE WHEN Posted__c THEN NULL END) AS c FROM Invoice__c;

SELECT MIN(CASE WHEN Active__c THEN Credit__c WHEN Count__c > 3 THEN Count__c ELSE 7 END) AS a, MAX(CASE WHEN Active__c THEN Count__c WHEN Status__c IS NULL THEN 2 END) AS b, MIN(CASE WHEN Active__c THEN Text__c ELSE Other__c END) AS c, MAX(CASE Status__c WHEN 'Active' THEN 'x' WHEN 'closed' THEN 'Y' END) AS d FROM Customer__c;

-- a day is a moment of the session's zone
-- zones: UTC, America/New_York, Europe/Berlin
SELECT MAX(CASE WHEN Active__c THEN Day__c ELSE Moment__c END) AS a, MIN(CASE WHEN Active__c THEN CAST(Day__c AS TIMESTAMPTZ) END) AS b, MIN(CAST(Day__c AS TIMESTAMPTZ)) AS c FROM Customer__c;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT MIN(CAST(Moment__c AS TIMESTAMP)) AS a, COUNT(DISTINCT CAST(Moment__c AS TIMESTAMP)) AS b, MAX(CAST(Day__c AS TIMESTAMP)) AS c, COUNT(DISTINCT CAST(Day__c AS TIMESTAMPTZ)) AS d FROM Customer__c;

-- zones: UTC, America/New_York
SELECT MAX(CAST(Due__c AS TIMESTAMP)) AS a, COUNT(CAST(Due__c AS TIMESTAMP)) AS b FROM Invoice__c WHERE Due__c < TIMESTAMPTZ '2025-03-09 12:00:00Z';

-- a condition that fails is only asked of rows that those before it leave to it
SELECT SUM(CASE WHEN Count__c = 0 OR Count__c IS NULL THEN 1 WHEN 10 / Count__c > 3 THEN 2 ELSE 0 END) AS a, COUNT(CASE WHEN Count__c = 0 THEN 1 WHEN 10 / Count__c > 3 THEN 2 END) AS b FROM Customer__c;

SELECT Active__c, MAX(CASE WHEN Count__c <> 0 THEN 10 / Count__c END) AS a, COUNT(DISTINCT CASE WHEN Count__c <> 0 THEN 10 / Count__c END) AS b FROM Customer__c GROUP BY Active__c;

-- whole numbers, percents and floating point
SELECT SUM(CASE WHEN Active__c THEN Count__c WHEN Status__c = 'Active' THEN 3000000000 ELSE -1 END) AS a, SUM(CASE WHEN Active__c THEN Share__c WHEN Status__c = 'Active' THEN 0.125 END) AS b FROM Customer__c;

SELECT ROUND(SUM(CASE WHEN Active__c THEN CAST(Credit__c AS DOUBLE) WHEN Status__c = 'Active' THEN 2 ELSE 0 END) / 1000000) AS a FROM Customer__c WHERE Credit__c < 100000;

SELECT SUM(CASE WHEN Active__c THEN Share__c * 2 WHEN Status__c = 'Active' THEN 2 ELSE 0 END) AS a, SUM(CASE WHEN LENGTH(Text__c) > 3 THEN Credit__c WHEN Active__c THEN 1 END) AS b FROM Customer__c;

SELECT r.Code__c, SUM(CASE WHEN c.Active__c THEN c.Credit__c WHEN c.Status__c = 'Active' THEN 1 ELSE 0 END) AS s FROM Region__c r LEFT JOIN Customer__c c ON c.Region__c = r.Id GROUP BY r.Code__c;

SELECT SUM(CASE WHEN c.Status__c = 'Active' THEN i.Tax__c WHEN i.Posted__c THEN 1 ELSE 0 END) AS s FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

-- through lookups, parents in the recycle bin among them
SELECT c.Status__c, COUNT(*) FILTER (WHERE c.Active__c) AS a, COUNT(*) FILTER (WHERE i.Posted__c) AS p, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Status__c;

SELECT i.Status__c, SUM(CASE WHEN c.Day__c >= DATE '2025-01-01' THEN i.Tax__c ELSE 0 END) AS s, SUM(i.Tax__c) AS t FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY i.Status__c;

SELECT COUNT(*) FILTER (WHERE c.Id IS NULL) AS a, COUNT(*) FILTER (WHERE c.Status__c = 'Active') AS b, COUNT(DISTINCT c.Status__c) AS k FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

-- distinct counts
SELECT COUNT(DISTINCT Text__c) AS t, COUNT(DISTINCT Other__c) AS o, COUNT(*) AS n, SUM(Credit__c) AS s FROM Customer__c;

SELECT Status__c, COUNT(DISTINCT Text__c) AS t, COUNT(DISTINCT Day__c) AS d, COUNT(DISTINCT Region__c) AS r, SUM(Share__c) AS s FROM Customer__c GROUP BY Status__c;

SELECT COUNT(DISTINCT Text__c) FILTER (WHERE Active__c) AS t, COUNT(DISTINCT Day__c) FILTER (WHERE Credit__c > 0) AS d, COUNT(DISTINCT Id) AS i FROM Customer__c;

SELECT Active__c, COUNT(DISTINCT UPPER(Text__c)) AS u, COUNT(DISTINCT COALESCE(Status__c, 'none')) AS c, COUNT(DISTINCT EXTRACT(YEAR FROM Day__c)) AS y FROM Customer__c GROUP BY Active__c;

SELECT SUM(DISTINCT Count__c) AS s, MIN(DISTINCT Count__c) AS m, COUNT(DISTINCT Count__c) AS n FROM Customer__c;

SELECT COUNT(DISTINCT Text__c) AS t, COUNT(Text__c) AS n FROM Empty__c e RIGHT JOIN Customer__c c ON c.Id = e.Customer__c WHERE c.Active__c;

SELECT COUNT(DISTINCT Text__c) AS t, COUNT(Text__c) AS n, MIN(Text__c) IS NULL AS x FROM Customer__c WHERE Credit__c > 1e18;

SELECT Code__c IS NULL AS x, COUNT(DISTINCT Code__c) AS k FROM Region__c GROUP BY 1;

-- least and greatest of few values
SELECT MIN(Status__c) AS lo, MAX(Status__c) AS hi, MIN(Active__c) AS a, BOOL_OR(Active__c) AS o, BOOL_AND(Active__c) AS b FROM Customer__c WHERE Region__c IS NOT NULL;

SELECT Region__c, MIN(Status__c) AS lo, BOOL_AND(Active__c) AS b, COUNT(*) AS n FROM Customer__c GROUP BY Region__c;

SELECT MIN(Flag__c) AS lo, BOOL_AND(Flag__c) AS b FROM Empty__c;

-- subtotals are put together from the finest groups
SELECT Status__c, Active__c, GROUPING(Status__c) AS g, GROUPING(Active__c) AS h, COUNT(*) AS n, SUM(Credit__c) AS s, MIN(Day__c) AS d FROM Customer__c GROUP BY ROLLUP (Status__c, Active__c);

SELECT Region__c, EXTRACT(YEAR FROM Day__c) AS y, COUNT(*) AS n, COUNT(DISTINCT Status__c) AS k, AVG(Share__c) AS a FROM Customer__c GROUP BY CUBE (Region__c, EXTRACT(YEAR FROM Day__c));

SELECT Text__c, Status__c, GROUPING(Text__c, Status__c) AS g, COUNT(*) FILTER (WHERE Active__c) AS n FROM Customer__c GROUP BY GROUPING SETS ((Text__c), (Status__c), (Text__c, Status__c), ());

SELECT COALESCE(Status__c, 'none') AS s, GROUPING(COALESCE(Status__c, 'none')) AS g, COUNT(*) AS n FROM Customer__c GROUP BY ROLLUP (COALESCE(Status__c, 'none'));

SELECT Customer__c, Flag__c, COUNT(*) AS n, SUM(Value__c) AS s FROM Empty__c GROUP BY ROLLUP (Customer__c, Flag__c);

SELECT Customer__c, COUNT(*) AS n FROM Empty__c GROUP BY GROUPING SETS ((Customer__c), ());

SELECT c.Status__c, i.Posted__c, SUM(i.Tax__c) AS s, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY ROLLUP (c.Status__c, i.Posted__c) HAVING COUNT(*) > 3;

SELECT Status__c, SUM(CASE WHEN Total__c > 0 THEN Tax__c ELSE 0 END) AS p, COUNT(*) AS n FROM Invoice__c GROUP BY ROLLUP (Status__c);

-- keys that are computed from groups
SELECT Active__c OR Status__c = 'closed' AS x, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT CASE WHEN Status__c IN ('Active', 'Prospect') THEN 'live' ELSE LOWER(Status__c) END AS s, COUNT(*) AS n, SUM(Share__c) AS t FROM Customer__c GROUP BY 1;

SELECT EXTRACT(YEAR FROM Day__c) * 100 + EXTRACT(MONTH FROM Day__c) AS m, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT DATE_TRUNC('week', Day__c) AS w, COUNT(*) AS n, MAX(Credit__c) AS m FROM Customer__c GROUP BY 1;

SELECT UPPER(Text__c) || '!' AS t, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT DISTINCT COALESCE(Text__c, Status__c) AS t FROM Customer__c;

SELECT Count__c % 2 AS k, COUNT(*) AS n FROM Customer__c GROUP BY 1;

-- zones: UTC, America/Los_Angeles
SELECT EXTRACT(YEAR FROM Due__c) AS y, COUNT(*) FILTER (WHERE CAST(Due__c AS DATE) = DATE '2024-12-31') AS n, COUNT(DISTINCT CAST(Due__c AS DATE)) AS d FROM Invoice__c GROUP BY 1;

-- conditions on groups
SELECT Customer__c, COUNT(*) AS n, SUM(Tax__c) AS s FROM Invoice__c GROUP BY Customer__c HAVING COUNT(*) > 2 AND SUM(Tax__c) > 10;

SELECT Customer__c, MAX(Date__c) AS d FROM Invoice__c GROUP BY Customer__c HAVING MAX(Date__c) >= DATE '2025-03-31' OR COUNT(Total__c) = 1;

SELECT Customer__c, MIN(Tax__c) AS m FROM Invoice__c GROUP BY Customer__c HAVING MIN(Tax__c) < 5 AND NOT (MIN(Tax__c) > 3);

SELECT Customer__c, COUNT(Tax__c) AS n FROM Invoice__c GROUP BY Customer__c HAVING MIN(Tax__c) <> 5 OR MIN(Tax__c) IS NULL;

SELECT Customer__c, COUNT(*) AS n FROM Invoice__c GROUP BY Customer__c HAVING 2 < COUNT(*) AND COUNT(DISTINCT Date__c) <> 3 AND COUNT(Tax__c) BETWEEN 1 AND 4;

SELECT Rank__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Rank__c HAVING COUNT(*) >= 2 AND MAX(Value__c) > 1.005;

-- ordered:
SELECT Region__c, COUNT(*) AS n FROM Customer__c GROUP BY Region__c HAVING COUNT(*) > 3 ORDER BY n DESC, Region__c LIMIT 3;

SELECT r.Id, (SELECT COUNT(*) FROM Customer__c c WHERE c.Region__c = r.Id HAVING COUNT(*) > 5) AS n FROM Region__c r;

-- opposites of decimals, with conditions and nulls
SELECT Status__c, SUM(-Tax__c) AS s, SUM(CASE WHEN Posted__c THEN -Tax__c ELSE 0 END) AS p, SUM(-Tax__c) FILTER (WHERE Date__c < DATE '2025-01-01') AS o, SUM(- - Tax__c) AS d FROM Invoice__c GROUP BY Status__c;

SELECT SUM(CASE WHEN Posted__c THEN -Tax__c ELSE Tax__c END) AS m, SUM(-Total__c) AS t, AVG(-Tax__c) AS a FROM Invoice__c WHERE Date__c > DATE '2024-06-01';

SELECT Region__c, SUM(-Count__c) AS c, SUM(DISTINCT -Share__c) AS d FROM Customer__c GROUP BY Region__c;

-- figures of parents in the recycle bin count for nobody
SELECT MAX(c.Day__c) AS m, COUNT(c.Day__c) AS n, SUM(c.Count__c) AS s, COUNT(*) AS k FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT i.Status__c, MIN(c.Credit__c) AS m, COUNT(c.Id) AS n, SUM(c.Share__c) FILTER (WHERE i.Posted__c) AS s, MAX(c.Moment__c) AS t FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY i.Status__c;

SELECT EXTRACT(YEAR FROM i.Date__c) AS y, MAX(s.Count__c) AS a, MAX(c.Count__c) AS b, SUM(i.Tax__c) AS t, MAX(r.Target__c) AS g FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c LEFT JOIN Customer__c s ON s.Id = i.ShipTo__c LEFT JOIN Region__c r ON r.Id = c.Region__c GROUP BY 1;

SELECT MAX(c.Day__c) FILTER (WHERE i.Date__c > DATE '2025-01-01') AS m, COUNT(c.Text__c) FILTER (WHERE c.Active__c) AS n, AVG(c.Share__c) AS a FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT c.Status__c, COUNT(c.Status__c) AS n, MAX(c.Count__c) AS m FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY ROLLUP (c.Status__c);
