-- more groups than one answer of the org holds, in the order of their keys
SELECT Rank__c, COUNT(*) AS n, SUM(Value__c) AS s FROM PagePlus__c GROUP BY Rank__c;

SELECT Rank__c, Flag__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Rank__c, Flag__c;

SELECT Flag__c, Rank__c, MAX(Day__c) AS d FROM PagePlus__c GROUP BY Flag__c, Rank__c;

SELECT Day__c, Rank__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Day__c, Rank__c;

SELECT DISTINCT Rank__c, Day__c FROM PagePlus__c WHERE Rank__c > -990 OR Rank__c IS NULL;

-- a text beside: a page may cut through the groups of one rank
SELECT Rank__c, Key__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Rank__c, Key__c;

-- days alone are few, and each has more texts than a page holds
SELECT Day__c, Name, COUNT(*) AS n FROM PagePlus__c GROUP BY Day__c, Name;

SELECT COUNT(*) AS n, SUM(m) AS m FROM (SELECT Rank__c, COUNT(*) AS m FROM PagePlus__c GROUP BY Rank__c) x;

-- ordered:
SELECT Rank__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Rank__c ORDER BY Rank__c;

-- ordered:
SELECT Rank__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Rank__c ORDER BY Rank__c DESC NULLS LAST;

-- ordered:
SELECT Rank__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Rank__c ORDER BY Rank__c DESC NULLS FIRST LIMIT 2000;

-- ordered:
SELECT Day__c, Flag__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Day__c, Flag__c ORDER BY Day__c DESC NULLS LAST, Flag__c;

-- ordered:
SELECT Rank__c FROM PagePlus__c GROUP BY Rank__c ORDER BY Rank__c NULLS FIRST LIMIT 5 OFFSET 1990;

-- any rows:
SELECT Rank__c, COUNT(*) AS n FROM PagePlus__c GROUP BY Rank__c LIMIT 12;

-- Ids, through lookups that may be empty or lead into the recycle bin
SELECT Customer__c, COUNT(*) AS n FROM Invoice__c GROUP BY Customer__c;

SELECT i.Customer__c, i.ShipTo__c, i.Status__c, SUM(i.Total__c) AS s FROM Invoice__c i GROUP BY i.Customer__c, i.ShipTo__c, i.Status__c;

SELECT c.Region__c, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Region__c;

SELECT c.Region__c, c.Day__c, COUNT(*) AS n FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Region__c, c.Day__c;

-- no oracle: the org's own path, which leads into the recycle bin too
SELECT i.Customer__r.Region__c AS r, i.Customer__r.Count__c AS k, COUNT(*) AS n FROM Invoice__c i GROUP BY i.Customer__r.Region__c, i.Customer__r.Count__c;

-- ordered:
SELECT c.Region__c, COUNT(*) AS n FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Region__c ORDER BY c.Region__c DESC;

-- parts of dates
SELECT EXTRACT(YEAR FROM Date__c) AS y, EXTRACT(MONTH FROM Date__c) AS m, COUNT(*) AS n FROM Invoice__c GROUP BY 1, 2;

-- zones: UTC, America/Los_Angeles
SELECT CAST(Due__c AS DATE) AS d, COUNT(*) AS n FROM Invoice__c GROUP BY 1;

SELECT DATE_TRUNC('quarter', Due__c) AS q, Status__c, COUNT(*) AS n FROM Invoice__c GROUP BY 1, 2;

SELECT Customer__c, COUNT(*) AS n FROM Invoice__c GROUP BY Customer__c HAVING COUNT(*) > 2;
