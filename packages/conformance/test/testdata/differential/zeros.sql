-- Sums of formulas are made here, and of records that add nothing the org need not be asked, unless somebody would notice.
-- Score__c is 1.25, 0, -7.5 or null, as Clock__c is one of three times or null: there is a group of zeros, and one of nulls.

-- conditions that groups of zeros do not meet
SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Clock__c HAVING SUM(Score__c) > 0;

SELECT Region__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Region__c HAVING SUM(Score__c) <> 0;

SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id HAVING ABS(SUM(Score__c)) > 0.005;

SELECT Id, SUM(Score__c) AS s FROM Customer__c WHERE Status__c <> 'closed' GROUP BY Id HAVING NOT SUM(Score__c) = 0;

SELECT c.Id, SUM(c.Score__c) AS s FROM Customer__c c JOIN Region__c r ON r.Code__c = 'DE' AND c.Day__c > DATE '2020-01-01' GROUP BY c.Id HAVING SUM(c.Score__c) < 0 OR SUM(c.Score__c) > 1;

SELECT SUM(Score__c) AS s FROM Customer__c HAVING SUM(Score__c) <> 0;

SELECT i.Status__c, SUM(c.Score__c) AS s FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c AND c.Status__c = 'Active' GROUP BY i.Status__c HAVING COALESCE(SUM(c.Score__c), 0) <> 0;

-- conditions that they do meet
SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Clock__c HAVING SUM(Score__c) < 5;

SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Clock__c HAVING SUM(Score__c) >= 0;

SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Clock__c HAVING SUM(Score__c) > -1;

SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Clock__c HAVING SUM(Score__c) IS NULL OR SUM(Score__c) <> 0;

SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Clock__c HAVING COALESCE(SUM(Score__c), 7) > 0;

SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Clock__c HAVING SUM(Score__c) <> 0 OR Clock__c > TIME '13:00:00';

-- what counts zeros, or looks at their records
SELECT Region__c, SUM(Score__c) AS s, COUNT(*) AS n FROM Customer__c GROUP BY Region__c HAVING SUM(Score__c) <> 0;

SELECT Region__c, SUM(Score__c) AS s, MIN(Day__c) AS d FROM Customer__c GROUP BY Region__c HAVING SUM(Score__c) <> 0;

SELECT Region__c, AVG(Score__c) AS a FROM Customer__c GROUP BY Region__c HAVING AVG(Score__c) <> 0;

SELECT Day__c, Clock__c, SUM(Score__c) AS s, SUM(Credit__c) AS t FROM Customer__c GROUP BY Day__c, Clock__c HAVING SUM(Score__c) <> 0;

SELECT Day__c, SUM(Score__c) FILTER (WHERE Active__c) AS s FROM Customer__c GROUP BY Day__c HAVING SUM(Score__c) FILTER (WHERE Active__c) <> 0;

SELECT Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY ROLLUP (Clock__c) HAVING SUM(Score__c) <> 0;

-- an error belongs to the records of zeros too
-- no oracle: plain DuckDB makes infinity of it
-- fails: CERT-3006
SELECT 1 / Score__c AS k, SUM(Score__c) AS s FROM Customer__c GROUP BY 1 HAVING SUM(Score__c) <> 0;

-- the optional side of an outer join
SELECT i.Name, COALESCE(t.s, 0) AS s FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c;

SELECT i.Name, COALESCE(t.s, 0) + COALESCE(t.r, 0.0) AS s FROM (SELECT Id, SUM(Score__c) AS s, SUM(Rate__c) AS r FROM Customer__c GROUP BY Id) t RIGHT JOIN Invoice__c i ON t.Id = i.Customer__c WHERE i.Posted__c;

SELECT r.Name, COALESCE(t.s, 0) AS s FROM Region__c r LEFT JOIN (SELECT SUM(Score__c) AS s FROM Customer__c) t ON TRUE;

SELECT i.Status__c, SUM(COALESCE(t.s, 0)) AS s, COUNT(*) AS n FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c AND i.Posted__c GROUP BY i.Status__c;

SELECT i.Name, COALESCE(t.s, 0) AS s, COALESCE(u.s, 0) AS u FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c LEFT JOIN (SELECT Day__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Day__c) u ON u.Day__c = i.Date__c;

-- where a group of zeros is not the same as none
SELECT i.Name, t.s FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c;

SELECT i.Name, COALESCE(t.s, 0) AS s, t.Id FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c;

SELECT i.Name, COALESCE(t.s, 1) AS s FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c;

SELECT i.Name, COALESCE(t.s, 0) AS s FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c WHERE t.s IS NULL;

SELECT i.Name, COALESCE(t.s, 0) AS s FROM Invoice__c i JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c;

SELECT COALESCE(t.s, 0) AS s FROM (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t LEFT JOIN Region__c r ON r.Id = t.Id;

-- an invoice has several groups of its customer's region, some of them of zeros
SELECT r.Name, COALESCE(t.s, 0) AS s FROM Region__c r LEFT JOIN (SELECT Region__c, Clock__c, SUM(Score__c) AS s FROM Customer__c GROUP BY Region__c, Clock__c) t ON t.Region__c = r.Id;

SELECT r.Name, COALESCE(t.s, 0) AS s FROM Region__c r LEFT JOIN (SELECT Id, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) t ON t.Id > r.Id;

-- a sum that is null where other records of its group have none
SELECT i.Name, COALESCE(t.s, 0) AS s, t.r IS NULL AS n FROM Invoice__c i LEFT JOIN (SELECT Id, SUM(Score__c) AS s, SUM(Rate__c) AS r FROM Customer__c GROUP BY Id) t ON t.Id = i.Customer__c;

-- two books compared
SELECT COALESCE(a.k, b.k) AS k, COALESCE(a.s, 0) AS s, COALESCE(b.s, 0) AS t FROM (SELECT Id AS k, SUM(Score__c) AS s FROM Customer__c WHERE Status__c <> 'Active' GROUP BY Id) a FULL JOIN (SELECT i.ShipTo__c AS k, SUM(c.Score__c) AS s FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY i.ShipTo__c) b ON b.k = a.k WHERE COALESCE(a.s, 0) <> COALESCE(b.s, 0);

SELECT c.Name, COALESCE(a.s, 0) - COALESCE(b.s, 0) AS d FROM (SELECT Id AS k, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) a FULL JOIN (SELECT ShipTo__c AS k, SUM(c.Score__c) AS s FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY ShipTo__c) b ON a.k = b.k JOIN Customer__c c ON c.Id = COALESCE(b.k, a.k) WHERE ABS(COALESCE(a.s, 0) - COALESCE(b.s, 0)) > 0.005;

-- groups of zeros on either side are rows of the answer
SELECT COALESCE(a.k, b.k) AS k, COALESCE(a.s, 0) AS s, COALESCE(b.s, 0) AS t FROM (SELECT Id AS k, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) a FULL JOIN (SELECT ShipTo__c AS k, SUM(c.Score__c) AS s FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY ShipTo__c) b ON b.k = a.k;

SELECT COALESCE(a.k, b.k) AS k, COALESCE(a.s, 0) AS s FROM (SELECT Id AS k, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) a FULL JOIN (SELECT ShipTo__c AS k, SUM(c.Score__c) AS s FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY ShipTo__c) b ON b.k = a.k WHERE COALESCE(a.s, 0) - COALESCE(b.s, 0) < 1;

SELECT a.k, COALESCE(a.s, 0) AS s FROM (SELECT Id AS k, SUM(Score__c) AS s FROM Customer__c GROUP BY Id) a FULL JOIN (SELECT ShipTo__c AS k, SUM(c.Score__c) AS s FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY ShipTo__c) b ON b.k = a.k WHERE COALESCE(a.s, 0) <> COALESCE(b.s, 0);

-- keys that differ in case are one to the join, and two to the eye
SELECT LENGTH(COALESCE(a.k, b.k)) AS k, COALESCE(a.s, 0) AS s, COALESCE(b.s, 0) AS t FROM (SELECT Text__c AS k, SUM(Score__c) AS s FROM Customer__c GROUP BY Text__c) a FULL JOIN (SELECT Other__c AS k, SUM(Score__c) AS s FROM Customer__c GROUP BY Other__c) b ON b.k = a.k WHERE COALESCE(a.s, 0) <> COALESCE(b.s, 0);

-- parents that can have such a sum, of which other figures are wanted too
SELECT r.Name, t.s, t.d, t.n FROM Region__c r JOIN (SELECT Region__c, SUM(Score__c) AS s, MIN(Day__c) AS d, COUNT(*) AS n FROM Customer__c GROUP BY Region__c HAVING SUM(Score__c) < 0) t ON t.Region__c = r.Id;

SELECT r.Name, t.s, t.n FROM (SELECT Region__c, SUM(Score__c) AS s, COUNT(*) AS n FROM Customer__c WHERE Status__c = 'Active' GROUP BY Region__c HAVING SUM(Score__c) <> 0) t LEFT JOIN Region__c r ON r.Id = t.Region__c;

SELECT r.Name, t.s, t.n FROM Region__c r JOIN (SELECT Region__c, SUM(Score__c) AS s, COUNT(*) AS n FROM Customer__c WHERE Rating__c = 'hot' AND Score__c <= 0 GROUP BY Region__c HAVING SUM(Score__c) >= 0) t ON t.Region__c = r.Id;

SELECT r.Name, t.s, t.n FROM Region__c r LEFT JOIN (SELECT Region__c, SUM(Score__c) AS s, COUNT(*) AS n FROM Customer__c GROUP BY Region__c HAVING SUM(Score__c) > 0) t ON t.Region__c = r.Id;

SELECT r.Name, t.s, t.n FROM Region__c r JOIN (SELECT Region__c, SUM(Score__c) AS s, COUNT(*) AS n FROM Customer__c GROUP BY Region__c HAVING SUM(Score__c) > 0 OR COUNT(*) > 10) t ON t.Region__c = r.Id;

SELECT c.Name, t.s, t.n FROM Customer__c c JOIN (SELECT i.ShipTo__c AS k, SUM(d.Score__c) AS s, COUNT(*) AS n FROM Invoice__c i JOIN Customer__c d ON d.Id = i.Customer__c GROUP BY i.ShipTo__c HAVING SUM(d.Score__c) < 0) t ON t.k = c.Id;

-- the customers in the recycle bin have records too
SELECT c.Id, t.s, t.n FROM Customer__c c JOIN (SELECT i.Customer__c AS k, SUM(d.Score__c) AS s, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c d ON d.Id = i.ShipTo__c AND d.Day__c > DATE '2020-01-01' GROUP BY i.Customer__c HAVING SUM(d.Score__c) <> 0) t ON t.k = c.Id;
