-- ordered:
SELECT Id FROM Customer__c ORDER BY Id LIMIT 5;

-- ordered:
SELECT Id FROM Customer__c ORDER BY Id DESC LIMIT 5 OFFSET 3;

-- ordered:
SELECT Id, Text__c FROM Customer__c ORDER BY Text__c, Id;

-- ordered:
SELECT Id, Text__c FROM Customer__c ORDER BY Text__c DESC, Id LIMIT 20;

-- ordered:
SELECT Id, Text__c FROM Customer__c ORDER BY Text__c NULLS FIRST, Id LIMIT 12;

-- ordered:
SELECT Id, Text__c FROM Customer__c ORDER BY Text__c DESC NULLS LAST, Id DESC LIMIT 15;

-- picklists sort as text
-- ordered:
SELECT Id, Status__c FROM Customer__c ORDER BY Status__c, Id;

-- ordered:
SELECT Id, Status__c FROM Customer__c ORDER BY Status__c DESC, Id LIMIT 30;

-- ordered:
SELECT Id, Credit__c FROM Customer__c ORDER BY Credit__c, Id;

-- ordered:
SELECT Id, Credit__c FROM Customer__c ORDER BY Credit__c DESC NULLS LAST, Id LIMIT 9;

-- ordered:
SELECT Id, Day__c FROM Customer__c ORDER BY Day__c DESC, Id LIMIT 10;

-- ordered:
SELECT Id, Moment__c FROM Customer__c ORDER BY Moment__c NULLS FIRST, Id LIMIT 20;

-- ordered:
SELECT Id, Active__c FROM Customer__c ORDER BY Active__c DESC, Id LIMIT 40;

-- ordered:
SELECT Id, Clock__c FROM Customer__c ORDER BY Clock__c, Id LIMIT 30;

-- ordered:
SELECT Id, Region__c FROM Customer__c ORDER BY Region__c DESC NULLS LAST, Id LIMIT 30;

-- case-sensitive text sorts byte by byte
-- ordered:
SELECT Code__c FROM Region__c ORDER BY Code__c;

-- ordered:
SELECT Code__c FROM Region__c ORDER BY Code__c DESC LIMIT 3;

-- not in the select list
-- ordered:
SELECT Text__c FROM Customer__c ORDER BY Credit__c DESC, Id LIMIT 7;

-- ordinals and aliases
-- ordered:
SELECT Status__c AS s, Id FROM Customer__c ORDER BY 1, 2 DESC LIMIT 12;

-- ordered:
SELECT Id, Credit__c + 1 AS more FROM Customer__c WHERE Credit__c < 1000 AND Credit__c > -5000 ORDER BY more DESC, Id LIMIT 5;

-- expressions
-- ordered:
SELECT Id FROM Customer__c ORDER BY LENGTH(Text__c), Id LIMIT 12;

-- ordered:
SELECT Id FROM Customer__c ORDER BY CASE WHEN Active__c THEN 0 ELSE 1 END, Id DESC LIMIT 12;

-- ordered:
SELECT Id FROM Customer__c ORDER BY -Share__c, Id LIMIT 12;

-- a parent's column
-- ordered:
SELECT i.Id, c.Text__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Text__c, i.Id LIMIT 25;

-- ordered:
SELECT i.Id, c.Day__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Day__c DESC NULLS LAST, i.Id LIMIT 25;

-- ordered:
SELECT i.Id, c.Day__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Day__c, i.Id LIMIT 25;

-- ordered:
SELECT i.Id, c.Credit__c FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Credit__c, i.Id LIMIT 25;

-- groups
-- ordered:
SELECT Status__c, COUNT(*) AS n FROM Customer__c GROUP BY Status__c ORDER BY Status__c;

-- ordered:
SELECT Text__c, COUNT(*) AS n FROM Customer__c GROUP BY Text__c ORDER BY n DESC, Text__c LIMIT 5;

-- ordered:
SELECT Region__c, COUNT(*) AS n FROM Customer__c GROUP BY Region__c ORDER BY Region__c DESC LIMIT 3;

-- ordered:
SELECT Region__c, MAX(Credit__c) AS m FROM Customer__c GROUP BY Region__c ORDER BY MAX(Credit__c) DESC NULLS LAST, Region__c LIMIT 3 OFFSET 1;

-- ordered:
SELECT DISTINCT Status__c FROM Customer__c ORDER BY Status__c DESC;

-- ordered:
SELECT DISTINCT Text__c FROM Customer__c ORDER BY Text__c LIMIT 10;

-- ordered:
SELECT Day__c, COUNT(*) AS n FROM Customer__c GROUP BY Day__c ORDER BY Day__c NULLS FIRST LIMIT 4;

-- limits without an order
-- any rows:
SELECT Id FROM Customer__c LIMIT 5;

-- any rows:
SELECT Id FROM Customer__c WHERE Text__c <> 'acme' LIMIT 5;

-- a filter that stays here
-- any rows:
SELECT Id FROM Customer__c WHERE LENGTH(Text__c) = 1 LIMIT 2;

-- any rows:
SELECT Id FROM Customer__c LIMIT 5 OFFSET 78;

-- any rows:
SELECT i.Id, c.Id FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c LIMIT 7;

-- any rows:
SELECT i.Id, c.Id FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id LIMIT 90;

-- any rows:
SELECT DISTINCT Status__c FROM Customer__c LIMIT 2;

-- any rows:
SELECT Text__c, COUNT(*) AS n FROM Customer__c GROUP BY Text__c LIMIT 3;

-- any rows:
SELECT Id FROM PagePlus__c LIMIT 2000;

-- any rows:
SELECT Id FROM PagePlus__c LIMIT 2001;

-- any rows:
SELECT Id FROM PagePlus__c WHERE Flag__c OFFSET 1000;

-- any rows:
SELECT Id FROM PagePlus__c LIMIT 1 OFFSET 2000;

-- beyond what the org skips
-- any rows:
SELECT Id FROM PagePlus__c LIMIT 10 OFFSET 2001;

SELECT Id FROM Customer__c LIMIT 0;

SELECT COUNT(*) AS n FROM (SELECT Id FROM Customer__c LIMIT 0) x;

-- any rows:
SELECT Id FROM Customer__c UNION ALL SELECT Id FROM Region__c LIMIT 82;

SELECT Id FROM Customer__c OFFSET 1000;

SELECT Id FROM Customer__c LIMIT 1000;

SELECT Id FROM Page__c;

SELECT Id, Name, Value__c FROM PagePlus__c;

SELECT Id FROM Empty__c ORDER BY Name LIMIT 5;

SELECT * FROM Single__c;

-- ordered:
SELECT TOP 3 Id FROM Customer__c ORDER BY Id DESC;

-- ordered:
SELECT Id FROM Customer__c ORDER BY Id FETCH FIRST 3 ROWS ONLY;

-- ordered:
SELECT Id FROM Customer__c ORDER BY Id OFFSET 2 ROWS FETCH NEXT 3 ROWS ONLY;

-- ties come along
-- oracle: SELECT Status__c FROM Customer__c WHERE Status__c = 'Active'
SELECT Status__c FROM Customer__c ORDER BY Status__c FETCH FIRST 1 ROWS WITH TIES;

-- oracle: SELECT Id FROM Customer__c QUALIFY RANK() OVER (ORDER BY Credit__c DESC NULLS LAST) <= 3
SELECT Id FROM Customer__c ORDER BY Credit__c DESC NULLS LAST FETCH FIRST 3 ROWS WITH TIES;

-- ordered:
SELECT Value__c, Id FROM PagePlus__c ORDER BY Value__c DESC NULLS LAST, Id LIMIT 50 OFFSET 1950;

-- ordered:
SELECT Key__c FROM PagePlus__c ORDER BY Key__c NULLS LAST, Id LIMIT 50;

-- ordered:
SELECT Id FROM PagePlus__c WHERE Flag__c AND Value__c > 1 ORDER BY Id LIMIT 5 OFFSET 10;

-- ordered:
SELECT x.Id FROM (SELECT Id FROM Customer__c ORDER BY Id DESC LIMIT 10) x ORDER BY x.Id LIMIT 3;

-- ordered:
SELECT Score__c, Id FROM Customer__c ORDER BY Score__c DESC NULLS LAST, Id LIMIT 30;

-- ordered:
SELECT Rating__c, Id FROM Customer__c ORDER BY Rating__c, Id LIMIT 30;

-- ordered:
SELECT Email__c, Id FROM Customer__c ORDER BY Email__c, Id LIMIT 30;

-- ordered:
SELECT Revenue__c, Id FROM Customer__c ORDER BY Revenue__c DESC, Id LIMIT 30;

-- of a union
-- ordered:
SELECT d, n FROM (SELECT Day__c AS d, Name AS n FROM Customer__c UNION ALL SELECT Date__c, Name FROM Invoice__c) u ORDER BY d DESC NULLS LAST, n LIMIT 7 OFFSET 3;

-- ordered:
SELECT n FROM (SELECT Name AS n FROM Customer__c UNION ALL SELECT Memo__c FROM Invoice__c UNION ALL SELECT Code__c FROM Region__c) u WHERE n IS NOT NULL ORDER BY UPPER(n), n LIMIT 4;

-- any rows:
SELECT Name FROM Customer__c UNION ALL SELECT Name FROM Region__c WHERE LENGTH(Name) > 3 LIMIT 9;

-- ordered:
SELECT x.d, COUNT(*) AS n FROM (SELECT Day__c AS d FROM Customer__c UNION ALL SELECT Date__c FROM Invoice__c ORDER BY d NULLS FIRST LIMIT 60) x GROUP BY x.d ORDER BY x.d;

-- whether there is any
SELECT Name FROM Region__c WHERE EXISTS (SELECT 1 FROM Customer__c WHERE Active__c ORDER BY Name);

SELECT Name FROM Region__c WHERE NOT EXISTS (SELECT DISTINCT Status__c FROM Customer__c WHERE LENGTH(Text__c) > 1000);

SELECT Name FROM Region__c r WHERE EXISTS (SELECT 1 FROM Customer__c c WHERE c.Region__c = r.Id AND c.Active__c) OR EXISTS (SELECT 1 FROM Empty__c);

SELECT EXISTS (SELECT 1 FROM Empty__c) AS a, EXISTS (SELECT COUNT(*) FROM Empty__c) AS b, NOT EXISTS (SELECT Customer__c FROM Invoice__c GROUP BY Customer__c HAVING COUNT(*) > 2) AS c FROM Single__c;

-- the org sorts, and pages are filtered here until enough rows have passed
-- ordered:
SELECT Name, Rank__c FROM PagePlus__c WHERE LENGTH(Key__c) > 4 ORDER BY Rank__c DESC, CreatedDate, Name LIMIT 7;

-- ordered:
SELECT Rank__c + 1 AS r, Name FROM PagePlus__c WHERE LENGTH(Name) > 2 AND Rank__c IS NOT NULL ORDER BY Rank__c DESC LIMIT 30 OFFSET 4;

-- ordered:
SELECT n FROM (SELECT Name AS n, Rank__c AS r FROM PagePlus__c WHERE Rank__c > 0) t WHERE n NOT LIKE '%1%' OR LENGTH(n) > 8 ORDER BY r LIMIT 25;

-- ordered:
SELECT UPPER(Name) AS n, Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 2 AND Rank__c > 3 ORDER BY Rank__c, Value__c, Name LIMIT 5 OFFSET 1990;

-- any rows:
SELECT Name, Day__c FROM PagePlus__c WHERE LENGTH(Name) > 2 ORDER BY Day__c DESC LIMIT 40;

-- any rows: nulls come first, and none passes
SELECT Name FROM Customer__c WHERE LENGTH(Name) > 1000 ORDER BY Credit__c DESC LIMIT 3;

-- any rows:
SELECT Name, Credit__c FROM Customer__c WHERE LENGTH(Text__c) < 6 ORDER BY Credit__c DESC NULLS LAST LIMIT 12;

-- ordered: counted below a filter, and twice
SELECT Name, Rank__c FROM (SELECT Name, Rank__c FROM PagePlus__c WHERE Rank__c > -900 ORDER BY Rank__c, Name LIMIT 300) t WHERE Rank__c % 3 = 0 ORDER BY Rank__c, Name;

SELECT COUNT(*) AS n, SUM(r) AS s FROM (SELECT r FROM (SELECT Rank__c AS r FROM PagePlus__c WHERE LENGTH(Name) > 2 AND Rank__c IS NOT NULL ORDER BY Rank__c DESC LIMIT 20) t LIMIT 9000) u WHERE r % 2 = 0;

-- by fields of parents: nulls first, as the org puts them
-- ordered:
SELECT i.Name, c.Day__c FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Day__c DESC, i.Name LIMIT 30;

-- ordered:
SELECT i.Name, c.Day__c FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Day__c NULLS FIRST, i.Name DESC LIMIT 30 OFFSET 5;

-- where no null is left
-- ordered:
SELECT i.Name, c.Day__c FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Day__c IS NOT NULL ORDER BY c.Day__c, i.Name LIMIT 30;

-- ordered:
SELECT i.Name, c.Other__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Other__c LIKE '%e%' ORDER BY c.Other__c, i.Name LIMIT 30;

-- ordered:
SELECT l.Name, c.Count__c FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Count__c IN (0, 1, 2) ORDER BY c.Count__c DESC NULLS LAST, l.Name LIMIT 30;

-- nulls last, and some are left
-- ordered:
SELECT i.Name, c.Day__c FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Day__c, i.Name LIMIT 150;

-- a deleted parent is none to a join
-- ordered:
SELECT i.Name, c.Day__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Day__c DESC, i.Name LIMIT 60;

-- booleans of missing parents
-- ordered:
SELECT i.Name, c.Active__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Active__c DESC, i.Name LIMIT 60;

-- inside another query
SELECT t.Name, l.Name FROM (SELECT i.Id, i.Name FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Rate__c DESC, i.Name LIMIT 12) t JOIN Line__c l ON l.Invoice__c = t.Id;

-- paths that are written as such see deleted parents
-- ordered:
-- no oracle: plain DuckDB has no paths
SELECT i.Name, i.Customer__r.Day__c AS d, i.Customer__r.Region__r.Name AS r FROM Invoice__c i ORDER BY i.Customer__r.Region__r.Name DESC, i.Customer__r.Day__c DESC, i.Name LIMIT 80;

-- inside of a statement too: the first pages may do
SELECT s.Name, r.Name AS region FROM (SELECT Name, Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 5 AND Rank__c IS NOT NULL ORDER BY Rank__c DESC LIMIT 12) s JOIN Region__c r ON LENGTH(r.Name) < 100 AND s.Rank__c > 0;

-- nulls come first, and few pass
SELECT s.Name, c.Name AS customer FROM (SELECT Name, Count__c, Region__c FROM Customer__c WHERE LENGTH(Text__c) < 6 ORDER BY Credit__c DESC, Day__c, Count__c, Text__c, Moment__c LIMIT 1 OFFSET 2) s LEFT JOIN Customer__c c ON c.Name = s.Name AND LENGTH(c.Name) > 0;

-- more are wanted than pass, and none
SELECT COUNT(*) AS n, SUM(s.Rank__c) AS r, COUNT(p.Id) AS p FROM (SELECT Name, Rank__c FROM PagePlus__c WHERE Name LIKE '%99%' AND LENGTH(Name) > 5 ORDER BY Rank__c LIMIT 500) s LEFT JOIN Page__c p ON p.Name = s.Name;

SELECT COUNT(*) AS n FROM (SELECT Name FROM PagePlus__c WHERE LENGTH(Name) > 500 ORDER BY Rank__c LIMIT 5) s CROSS JOIN Single__c;

-- the last of them are on the last page, behind nulls or before them
SELECT SUM(s.Rank__c) AS r, MIN(s.Name) AS a, MAX(s.Name) AS z FROM (SELECT Name, Rank__c FROM PagePlus__c WHERE LENGTH(Name) < 6 ORDER BY Rank__c DESC NULLS LAST LIMIT 6 OFFSET 2) s CROSS JOIN Single__c;

-- any of them, and how many
SELECT COUNT(*) AS n, MIN(LENGTH(s.Name)) AS l FROM (SELECT Name FROM PagePlus__c WHERE LENGTH(Name) = 8 LIMIT 40) s CROSS JOIN Single__c;

-- computed below the condition
SELECT MAX(s.r) AS r, COUNT(*) AS n FROM (SELECT n, r FROM (SELECT UPPER(Name) AS n, Rank__c AS r FROM PagePlus__c WHERE Rank__c < 500) t WHERE n LIKE 'ROW 1%' OR LENGTH(n) < 6 ORDER BY r DESC LIMIT 15) s CROSS JOIN Single__c;

-- an order that is not the org's
SELECT COUNT(*) AS n, SUM(s.Rank__c) AS r FROM (SELECT Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 5 AND Rank__c IS NOT NULL ORDER BY Rank__c % 10, Rank__c LIMIT 15) s CROSS JOIN Single__c;

-- twice, and beside itself
WITH s AS (SELECT Name, Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 5 AND Rank__c IS NOT NULL ORDER BY Rank__c LIMIT 9) SELECT a.Name, b.Name AS other FROM s a JOIN s b ON b.Rank__c = a.Rank__c + 1;

SELECT s.Name, p.Rank__c FROM (SELECT Name, Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 5 AND Rank__c IS NOT NULL ORDER BY Rank__c LIMIT 9) s JOIN PagePlus__c p ON p.Rank__c = s.Rank__c + 1;

SELECT Name FROM Single__c WHERE 40 > (SELECT COUNT(*) FROM (SELECT 1 AS x FROM PagePlus__c WHERE LENGTH(Name) > 5 LIMIT 40) s) OR Name IN (SELECT Name FROM (SELECT Name FROM PagePlus__c WHERE LENGTH(Name) > 5 ORDER BY Rank__c DESC NULLS LAST LIMIT 3) t);

-- some for each row around
SELECT r.Name, l.Name AS customer FROM Region__c r LEFT JOIN LATERAL (SELECT c.Name, c.Credit__c FROM Customer__c c WHERE c.Region__c = r.Id AND LENGTH(c.Name) > 2 ORDER BY c.Credit__c DESC NULLS LAST, c.Day__c, c.Moment__c, c.Name LIMIT 1) l ON TRUE;

SELECT r.Name, (SELECT MAX(t.Count__c) FROM (SELECT c.Count__c FROM Customer__c c WHERE LENGTH(c.Name) > LENGTH(r.Name) ORDER BY c.Count__c DESC NULLS LAST LIMIT 2) t) AS m FROM Region__c r;

-- keys of the rows that have come
SELECT s.Name, i.Name AS invoice FROM (SELECT Name, Rank__c FROM PagePlus__c WHERE LENGTH(Name) > 5 AND Rank__c IS NOT NULL ORDER BY Rank__c LIMIT 9) s LEFT JOIN PagePlus__c i ON i.Name = s.Name AND i.Flag__c;

-- the org sorts by the first keys, and rows that agree in them are sorted here
-- ordered:
SELECT Id, Rank__c FROM PagePlus__c ORDER BY Rank__c DESC, Id LIMIT 20;

-- ordered:
SELECT Id, Rank__c FROM PagePlus__c ORDER BY Rank__c, Id DESC LIMIT 30 OFFSET 1900;

-- ordered:
SELECT Id, Day__c FROM PagePlus__c ORDER BY Day__c NULLS FIRST, Flag__c DESC, Id LIMIT 15 OFFSET 1500;

-- all of a day, and all of no day
-- ordered:
SELECT Id FROM PagePlus__c ORDER BY Flag__c, Id LIMIT 7 OFFSET 990;

-- ordered:
SELECT Id FROM PagePlus__c ORDER BY Flag__c DESC, Key__c, Id LIMIT 7 OFFSET 995;

-- ordered:
SELECT Id FROM PagePlus__c ORDER BY CreatedDate, Id LIMIT 5;

-- a computed key, a picklist, a formula behind an exact one
-- ordered:
SELECT Id FROM Customer__c ORDER BY Day__c, LENGTH(Text__c), Id LIMIT 20;

-- ordered:
SELECT Id FROM Customer__c ORDER BY Active__c DESC, Status__c DESC, Id LIMIT 25 OFFSET 3;

-- ordered:
SELECT Id FROM Customer__c ORDER BY Moment__c DESC NULLS LAST, Rating__c, Clock__c NULLS FIRST, Id LIMIT 25;

-- ordered:
SELECT Id FROM Customer__c ORDER BY Text__c NULLS FIRST, Credit__c DESC, Id LIMIT 40;

-- with conditions that are checked here
-- ordered:
SELECT Id FROM PagePlus__c WHERE LENGTH(Name) > 4 AND MOD(Rank__c, 3) = 1 ORDER BY Day__c DESC, Id LIMIT 25;

-- ordered:
SELECT Id FROM Customer__c WHERE LOWER(Text__c) LIKE 'a%' OR LENGTH(Other__c) > 3 ORDER BY Count__c DESC, Id LIMIT 12 OFFSET 2;

-- a parent's key
-- ordered:
SELECT i.Id FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY c.Day__c DESC, i.Status__c, i.Id LIMIT 25;

-- ordered:
SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c ORDER BY i.Date__c, c.Day__c, i.Id LIMIT 25 OFFSET 10;

-- below other work
SELECT t.Id, l.Id AS line FROM (SELECT Id FROM Invoice__c ORDER BY Date__c DESC, Id LIMIT 8) t LEFT JOIN Line__c l ON l.Invoice__c = t.Id;

SELECT c.Id, x.Id AS invoice FROM Customer__c c JOIN LATERAL (SELECT i.Id FROM Invoice__c i WHERE i.Customer__c = c.Id ORDER BY i.Date__c DESC, i.Id LIMIT 2) x ON TRUE;

SELECT COUNT(*) AS n, MIN(Id) AS a FROM (SELECT Id FROM Invoice__c ORDER BY Posted__c, Id LIMIT 9 OFFSET 30) t;

-- ordered:
SELECT Id, Customer__c FROM Invoice__c WHERE Customer__c IN (SELECT Id FROM Customer__c ORDER BY Day__c, Id LIMIT 5) ORDER BY Id;

-- ordered:
SELECT d, Id FROM (SELECT Date__c AS d, Id FROM Invoice__c UNION ALL SELECT Day__c, Id FROM Customer__c WHERE LENGTH(Text__c) > 2) u ORDER BY d DESC NULLS LAST, Id LIMIT 20 OFFSET 4;

-- a limit above a limit
-- ordered:
SELECT Id FROM (SELECT Id, Rank__c FROM PagePlus__c ORDER BY Rank__c DESC, Id LIMIT 50) t ORDER BY Id DESC LIMIT 5;

-- what agrees with the last one
-- oracle: SELECT Id FROM PagePlus__c QUALIFY RANK() OVER (ORDER BY Day__c NULLS LAST) <= 3
SELECT Id FROM PagePlus__c ORDER BY Day__c FETCH FIRST 3 ROWS WITH TIES;

-- oracle: SELECT Id FROM PagePlus__c QUALIFY RANK() OVER (ORDER BY Rank__c DESC NULLS LAST, Key__c NULLS LAST) <= 3
SELECT Id FROM PagePlus__c ORDER BY Rank__c DESC NULLS LAST, Key__c FETCH FIRST 3 ROWS WITH TIES;

-- oracle: SELECT Id FROM Customer__c WHERE LENGTH(Text__c) > 2 QUALIFY RANK() OVER (ORDER BY Day__c DESC NULLS LAST) <= 4
SELECT Id FROM Customer__c WHERE LENGTH(Text__c) > 2 ORDER BY Day__c DESC NULLS LAST FETCH FIRST 4 ROWS WITH TIES;

-- oracle: SELECT Id FROM Customer__c QUALIFY RANK() OVER (ORDER BY Active__c DESC NULLS FIRST, Status__c NULLS LAST) <= 2
SELECT Id FROM Customer__c ORDER BY Active__c DESC, Status__c FETCH FIRST 2 ROWS WITH TIES;
