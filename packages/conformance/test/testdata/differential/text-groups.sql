-- Groups by texts are made of their spellings: figures of parts make the figure of the whole.
SELECT Name, COUNT(*) AS n, COUNT(Status__c) AS c, SUM(Count__c) AS s, MIN(CreatedDate) AS d, BOOL_OR(Active__c) AS b FROM Customer__c GROUP BY Name;

-- a condition of an aggregate, and of the groups
SELECT Status__c, COUNT(*) FILTER (WHERE Active__c) AS n, SUM(Count__c) FILTER (WHERE Count__c > 1) AS s FROM Customer__c GROUP BY Status__c HAVING COUNT(*) > 1;

-- an average needs the sum and the count of the whole
SELECT Region__c, Status__c, AVG(Count__c) AS a FROM Customer__c GROUP BY Region__c, Status__c;

-- no rows: a count of nothing is 0, a sum null
SELECT COUNT(DISTINCT Name) AS d, COUNT(*) AS n, SUM(Count__c) AS s FROM Customer__c WHERE Name = 'nobody has this name';

-- the grand total stays without rows
SELECT Name, COUNT(*) AS n, GROUPING(Name) AS g FROM Customer__c WHERE Name = 'nobody has this name' GROUP BY ROLLUP (Name);

SELECT Status__c, Name, COUNT(*) AS n, SUM(Count__c) AS s, GROUPING(Status__c, Name) AS g FROM Customer__c GROUP BY GROUPING SETS ((Status__c, Name), (Name), ());

-- texts that are counted, with a condition, beside figures of all rows
SELECT Region__c, COUNT(DISTINCT Name) FILTER (WHERE Active__c) AS d, COUNT(*) AS n, MAX(Count__c) AS m FROM Customer__c GROUP BY Region__c;

SELECT COUNT(DISTINCT Name) AS a, COUNT(DISTINCT Status__c) AS b, COUNT(*) AS n FROM Customer__c;

-- null is one of the values of a list
-- oracle: SELECT Region__c, ARRAY_LENGTH(ARRAY_AGG(DISTINCT UPPER(Status__c))) AS n FROM Customer__c GROUP BY Region__c
SELECT Region__c, ARRAY_LENGTH(ARRAY_AGG(DISTINCT Status__c), 1) AS n FROM Customer__c GROUP BY Region__c;

-- no oracle: DuckDB tells spellings apart
SELECT Region__c, STRING_AGG(DISTINCT Name, ';' ORDER BY Name) AS a, COUNT(DISTINCT Name) AS n, MAX(DISTINCT Name) AS m FROM Customer__c GROUP BY Region__c;

SELECT Name, Status__c FROM Customer__c EXCEPT SELECT Name, Status__c FROM Customer__c WHERE Active__c;

SELECT Status__c FROM Customer__c INTERSECT SELECT UPPER(Status__c) FROM Customer__c;

-- the row of a group is one row, whatever ties
SELECT DISTINCT ON (Status__c) Status__c, Count__c, Id FROM Customer__c ORDER BY Status__c, Count__c DESC NULLS LAST, Id;

SELECT COUNT(*) AS n FROM (SELECT DISTINCT ON (Name) Name FROM Customer__c) d;

-- one row of all, of none where there is none; DuckDB leaves a constant out, and all rows in
-- oracle: SELECT MIN(Id) FROM Customer__c
SELECT DISTINCT ON ('x') Id FROM Customer__c ORDER BY 'x', Id;

SELECT DISTINCT ON (1 + 1, 'x') Id FROM Empty__c;

-- windows go by texts in upper case
SELECT Id, ROW_NUMBER() OVER (PARTITION BY Status__c ORDER BY Name, Id) AS r, COUNT(*) OVER (PARTITION BY UPPER(Status__c)) AS n FROM Customer__c;

SELECT r.Id, (SELECT COUNT(DISTINCT c.Name) FROM Customer__c c WHERE c.Region__c = r.Id) AS n FROM Region__c r;

SELECT Id FROM Customer__c WHERE Name IN (SELECT Name FROM Customer__c GROUP BY Name HAVING COUNT(*) > 1);

-- the least and the most of texts are found among their spellings
SELECT Region__c, MIN(Name) AS a, MAX(Name) AS z, COUNT(*) AS n, SUM(Count__c) AS s FROM Customer__c GROUP BY Region__c;

SELECT MIN(Name) AS a, MAX(Name) AS z, COUNT(DISTINCT Name) AS d, COUNT(*) AS n FROM Customer__c;

SELECT Active__c, MIN(Text__c) FILTER (WHERE Count__c > 1) AS a, MAX(Text__c) FILTER (WHERE Count__c > 1) AS z, COUNT(*) AS n FROM Customer__c GROUP BY Active__c;

-- of two columns, and of one under two conditions, each for itself
SELECT Active__c, MIN(Text__c) AS a, MAX(Name) AS z, MIN(Name) FILTER (WHERE Count__c > 1) AS f FROM Customer__c GROUP BY Active__c;

SELECT MIN(Name) AS a, MAX(Name) AS z, COUNT(*) AS n, SUM(Count__c) AS s FROM Customer__c WHERE Name = 'nobody has this name';

SELECT Region__c, MAX(Name) AS z, GROUPING(Region__c) AS g FROM Customer__c GROUP BY ROLLUP (Region__c);
