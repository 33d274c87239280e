-- sums whose digits do not fit a double
SELECT SUM(Total__c) AS s, COUNT(*) AS n FROM Invoice__c;

SELECT SUM(Total__c) AS s FROM Invoice__c WHERE Total__c < 1000000 AND Total__c > -1000000;

SELECT Status__c, SUM(Total__c) AS s FROM Invoice__c GROUP BY Status__c;

SELECT Status__c, SUM(Tax__c) AS s, AVG(Tax__c) AS a, COUNT(Tax__c) AS n FROM Invoice__c GROUP BY Status__c;

SELECT Posted__c, SUM(Total__c) AS s, MIN(Total__c) AS lo, MAX(Total__c) AS hi FROM Invoice__c GROUP BY Posted__c;

SELECT Customer__c, SUM(Total__c) AS s FROM Invoice__c GROUP BY Customer__c;

SELECT SUM(Value__c) AS s, COUNT(Value__c) AS n FROM Page__c;

SELECT SUM(Value__c) AS s, AVG(Value__c) AS a FROM PagePlus__c;

SELECT Flag__c, SUM(Value__c) AS s, COUNT(*) AS n FROM PagePlus__c GROUP BY Flag__c;

-- nothing to add
SELECT SUM(Value__c) AS s, COUNT(*) AS n, AVG(Value__c) AS a, MIN(Value__c) AS m FROM Empty__c;

SELECT Customer__c, SUM(Value__c) AS s FROM Empty__c GROUP BY Customer__c;

SELECT SUM(Total__c) AS s FROM Invoice__c WHERE Total__c IS NULL;

SELECT SUM(Total__c) AS s, COUNT(*) AS n FROM Invoice__c WHERE FALSE;

-- one record
SELECT SUM(Value__c) AS s, AVG(Value__c) AS a, COUNT(Text__c) AS n, MAX(Text__c) AS t FROM Single__c;

-- integers
SELECT SUM(Count__c) AS s, AVG(Count__c) AS a, MIN(Count__c) AS lo, MAX(Count__c) AS hi FROM Customer__c;

SELECT Active__c, SUM(Count__c) AS s FROM Customer__c GROUP BY Active__c;

-- a formula
SELECT SUM(Score__c) AS s, MIN(Score__c) AS lo FROM Customer__c;

SELECT SUM(Revenue__c) AS s, AVG(Revenue__c) AS a, SUM(Share__c) AS p FROM Customer__c;

SELECT SUM(Rate__c) AS s, AVG(Rate__c) AS a FROM Customer__c;

SELECT SUM(Quantity__c) AS q, SUM(Price__c) AS p FROM Line__c;

SELECT Product__c, SUM(Quantity__c * Price__c) AS s FROM Line__c GROUP BY Product__c;

SELECT SUM(-Total__c) AS s, SUM(Total__c + 1) AS t FROM Invoice__c WHERE Status__c = 'Draft';

SELECT SUM(CASE WHEN Posted__c THEN Tax__c ELSE 0 END) AS posted, SUM(CASE WHEN NOT Posted__c THEN Tax__c END) AS other FROM Invoice__c;

SELECT SUM(DISTINCT Tax__c) AS s, COUNT(DISTINCT Tax__c) AS n FROM Invoice__c;

SELECT SUM(Total__c) FILTER (WHERE Total__c > 0) AS plus, SUM(Total__c) FILTER (WHERE Total__c < 0) AS minus FROM Invoice__c;

SELECT SUM(Total__c) / COUNT(*) AS mean FROM Invoice__c WHERE Total__c BETWEEN -2000 AND 100000;

SELECT Status__c, SUM(Total__c) AS s FROM Invoice__c GROUP BY Status__c HAVING SUM(Total__c) > 0;

SELECT Status__c, SUM(Tax__c) AS s FROM Invoice__c GROUP BY Status__c HAVING SUM(Tax__c) = 1000 OR COUNT(*) > 10;

SELECT c.Status__c, SUM(i.Total__c) AS s FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY c.Status__c;

SELECT SUM(i.Total__c) AS s FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c;

SELECT i.Status__c, SUM(l.Quantity__c) AS q, SUM(l.Price__c) AS p FROM Line__c l JOIN Invoice__c i ON i.Id = l.Invoice__c GROUP BY i.Status__c;
