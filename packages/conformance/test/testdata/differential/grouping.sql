SELECT Text__c, COUNT(*) AS n FROM Customer__c GROUP BY Text__c;

SELECT Text__c, Other__c, COUNT(*) AS n FROM Customer__c GROUP BY Text__c, Other__c;

SELECT Status__c, COUNT(*) AS n FROM Customer__c GROUP BY Status__c;

SELECT Active__c, COUNT(*) AS n FROM Customer__c GROUP BY Active__c;

SELECT Day__c, COUNT(*) AS n FROM Customer__c GROUP BY Day__c;

SELECT Region__c, COUNT(*) AS n FROM Customer__c GROUP BY Region__c;

SELECT Count__c, COUNT(*) AS n FROM Customer__c GROUP BY Count__c;

-- numbers and moments cannot be grouped in the org
SELECT Credit__c, COUNT(*) AS n FROM Customer__c GROUP BY Credit__c;

SELECT Moment__c, COUNT(*) AS n FROM Customer__c GROUP BY Moment__c;

SELECT Rating__c, COUNT(*) AS n FROM Customer__c GROUP BY Rating__c;

SELECT Tags__c, COUNT(*) AS n FROM Customer__c GROUP BY Tags__c;

SELECT Code__c, COUNT(*) AS n FROM Region__c GROUP BY Code__c;

SELECT Name, COUNT(*) AS n, MIN(Code__c) AS lo, MAX(Code__c) AS hi FROM Region__c GROUP BY Name;

-- expressions
SELECT UPPER(Text__c) AS t, COUNT(*) AS n FROM Customer__c GROUP BY UPPER(Text__c);

SELECT LENGTH(Text__c) AS l, COUNT(*) AS n FROM Customer__c GROUP BY LENGTH(Text__c);

SELECT CASE WHEN Credit__c > 0 THEN 'plus' WHEN Credit__c < 0 THEN 'minus' END AS sign, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT Credit__c > 0 AS p, COUNT(*) AS n FROM Customer__c GROUP BY Credit__c > 0;

SELECT COALESCE(Status__c, 'none') AS s, COUNT(*) AS n FROM Customer__c GROUP BY COALESCE(Status__c, 'none');

SELECT Status__c || '!' AS s, COUNT(*) AS n FROM Customer__c GROUP BY Status__c;

SELECT COUNT(*) AS n FROM Customer__c GROUP BY Status__c;

SELECT Status__c FROM Customer__c GROUP BY Status__c;

-- constants as keys
SELECT 'x' AS x, COUNT(*) AS n FROM Customer__c GROUP BY 'x';

SELECT 1 AS one, COUNT(*) AS n FROM Empty__c GROUP BY ();

-- counts
SELECT COUNT(*) AS a, COUNT(Text__c) AS t, COUNT(Credit__c) AS c, COUNT(Active__c) AS b, COUNT(Note__c) AS n FROM Customer__c;

SELECT COUNT(*) AS n FROM Customer__c WHERE Text__c = 'acme';

SELECT COUNT(DISTINCT Text__c) AS t, COUNT(DISTINCT Status__c) AS s, COUNT(DISTINCT Region__c) AS r, COUNT(DISTINCT Active__c) AS a FROM Customer__c;

SELECT COUNT(DISTINCT Code__c) AS n FROM Region__c;

SELECT COUNT(DISTINCT Credit__c) AS c, COUNT(DISTINCT Day__c) AS d FROM Customer__c;

SELECT Status__c, COUNT(DISTINCT Text__c) AS n FROM Customer__c GROUP BY Status__c;

SELECT COUNT(DISTINCT UPPER(Text__c)) AS n FROM Customer__c;

SELECT COUNT(*) AS n FROM Empty__c;

SELECT COUNT(*) AS n FROM Page__c;

SELECT COUNT(*) AS n FROM PagePlus__c;

SELECT COUNT(*) AS n FROM Customer__c LIMIT 1;

SELECT COUNT(*) AS n FROM Customer__c HAVING COUNT(*) > 1000;

-- least and greatest
-- without: binary — which spelling is least is open when spellings differ in case alone
SELECT MIN(Text__c) AS lo, MAX(Text__c) AS hi FROM Customer__c;

SELECT MIN(Status__c) AS lo, MAX(Status__c) AS hi FROM Customer__c;

SELECT MIN(Id) AS lo, MAX(Id) AS hi, MIN(Region__c) AS r FROM Customer__c;

SELECT MIN(Active__c) AS lo, MAX(Active__c) AS hi FROM Customer__c;

SELECT MIN(Tags__c) AS lo, MAX(Email__c) AS hi FROM Customer__c;

SELECT MIN(Clock__c) AS lo, MAX(Clock__c) AS hi FROM Customer__c;

SELECT MIN(Code__c) AS lo, MAX(Code__c) AS hi FROM Region__c;

SELECT Status__c, MIN(Text__c) AS lo, MAX(Day__c) AS d FROM Customer__c GROUP BY Status__c;

-- HAVING
SELECT Text__c, COUNT(*) AS n FROM Customer__c GROUP BY Text__c HAVING COUNT(*) > 2;

SELECT Status__c, COUNT(*) AS n FROM Customer__c GROUP BY Status__c HAVING Status__c <> 'Active';

SELECT Status__c, COUNT(*) AS n FROM Customer__c GROUP BY Status__c HAVING NOT (COUNT(*) = 16 AND Status__c IS NULL);

SELECT Status__c, MAX(Credit__c) AS m FROM Customer__c GROUP BY Status__c HAVING MAX(Credit__c) > 100 OR MIN(Credit__c) IS NULL;

-- a key that is made of conditions, among other conditions
-- no oracle: DuckDB does not find the key again
SELECT Count__c > 1 AND Active__c AS p, COUNT(*) AS n FROM Customer__c GROUP BY 1 HAVING COUNT(*) > 1 AND (Count__c > 1 AND Active__c);

-- no oracle: DuckDB does not find the key again
SELECT Count__c > 1 OR Active__c AS p, (Count__c > 1 OR Active__c) OR COUNT(*) > 10 AS q FROM Customer__c GROUP BY Count__c > 1 OR Active__c;

SELECT p FROM (SELECT (Name < 'n' OR Name IS NULL) AND Name < 'z' AS p FROM Customer__c GROUP BY 1 HAVING MAX(Count__c) > 1) t WHERE p;

SELECT Region__c, COUNT(*) AS n FROM Customer__c GROUP BY Region__c HAVING COUNT(DISTINCT Status__c) > 2;

SELECT Active__c FROM Customer__c GROUP BY Active__c HAVING COUNT(*) > 30;

SELECT Status__c FROM Customer__c GROUP BY Status__c HAVING LENGTH(Status__c) > 6;

-- FILTER
SELECT Status__c, COUNT(*) FILTER (WHERE Active__c) AS a, COUNT(*) FILTER (WHERE Credit__c > 0) AS c FROM Customer__c GROUP BY Status__c;

SELECT COUNT(*) FILTER (WHERE Text__c = 'acme') AS n, COUNT(*) AS a FROM Customer__c;

SELECT MIN(Day__c) FILTER (WHERE Active__c) AS d FROM Customer__c;

-- subtotals
SELECT Status__c, Active__c, COUNT(*) AS n FROM Customer__c GROUP BY ROLLUP (Status__c, Active__c);

SELECT Status__c, Active__c, COUNT(*) AS n FROM Customer__c GROUP BY CUBE (Status__c, Active__c);

SELECT Status__c, Active__c, COUNT(*) AS n FROM Customer__c GROUP BY GROUPING SETS ((Status__c), (Active__c), ());

SELECT Status__c, GROUPING(Status__c) AS g, COUNT(*) AS n FROM Customer__c GROUP BY ROLLUP (Status__c);

SELECT Text__c, Status__c, SUM(Credit__c) AS s FROM Customer__c GROUP BY Status__c, ROLLUP (Text__c);

SELECT c.Status__c, i.Status__c, COUNT(*) AS n FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY ROLLUP (c.Status__c, i.Status__c);

SELECT Status__c, COUNT(*) AS n FROM Empty__c e RIGHT JOIN Customer__c c ON c.Id = e.Customer__c GROUP BY ROLLUP (Status__c) HAVING COUNT(*) > 10;

-- other aggregates
SELECT Status__c, STDDEV_SAMP(Share__c) AS d, VAR_POP(Share__c) AS v FROM Customer__c GROUP BY Status__c;

SELECT Status__c, BOOL_AND(Active__c) AS a, BOOL_OR(Active__c) AS o FROM Customer__c GROUP BY Status__c;

SELECT Status__c, STRING_AGG(Id, ',' ORDER BY Id) AS ids FROM Customer__c GROUP BY Status__c;

-- oracle: SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CAST(Share__c AS DOUBLE)) AS m FROM Customer__c
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY Share__c) AS m FROM Customer__c;

SELECT PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY Count__c) AS m FROM Customer__c;

-- DISTINCT
SELECT DISTINCT Text__c FROM Customer__c;

SELECT DISTINCT Status__c, Active__c FROM Customer__c;

SELECT DISTINCT Credit__c FROM Customer__c;

SELECT DISTINCT UPPER(Status__c) AS s FROM Customer__c;

SELECT DISTINCT Code__c FROM Region__c;

SELECT DISTINCT Active__c FROM Customer__c WHERE Text__c LIKE 'a%';

SELECT DISTINCT Day__c, Region__c FROM Customer__c WHERE Active__c;

SELECT DISTINCT Id FROM Customer__c;

SELECT COUNT(*) AS n FROM (SELECT DISTINCT Text__c, Status__c FROM Customer__c) x;

-- DISTINCT ON
-- ordered:
SELECT DISTINCT ON (Status__c) Status__c, Id FROM Customer__c ORDER BY Status__c, Id;

-- ordered:
SELECT DISTINCT ON (Region__c) Region__c, Id, Credit__c FROM Customer__c ORDER BY Region__c, Credit__c DESC NULLS LAST, Id;

-- more groups than the org gives
SELECT Key__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Key__c;

SELECT Name, SUM(Value__c) AS s FROM PagePlus__c GROUP BY Name;

SELECT Id, COUNT(*) AS n, MAX(Value__c) AS m FROM PagePlus__c GROUP BY Id;

SELECT Name, COUNT(*) AS n FROM Page__c GROUP BY Name;

SELECT DISTINCT Name FROM PagePlus__c;

SELECT DISTINCT Name, Flag__c FROM PagePlus__c WHERE Flag__c;

SELECT Name, COUNT(*) AS n FROM PagePlus__c GROUP BY Name HAVING COUNT(*) > 1;

-- ordered:
SELECT Name, COUNT(*) AS n FROM PagePlus__c GROUP BY Name ORDER BY Name LIMIT 3;

SELECT COUNT(*) AS n FROM (SELECT Name FROM PagePlus__c GROUP BY Name) x;

SELECT COUNT(DISTINCT Name) AS n, COUNT(DISTINCT Key__c) AS k FROM PagePlus__c;

-- groups of groups
SELECT n, COUNT(*) AS m FROM (SELECT Text__c, COUNT(*) AS n FROM Customer__c GROUP BY Text__c) x GROUP BY n;

SELECT AVG(n) AS a FROM (SELECT Status__c, COUNT(*) AS n FROM Customer__c GROUP BY Status__c) x;

-- fails: CERT-3004
SELECT Text__c, COUNT(*) FROM Customer__c GROUP BY Status__c;

-- fails: CERT-3004
SELECT Text__c FROM Customer__c HAVING COUNT(*) > 1;
