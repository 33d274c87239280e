SELECT Id, LENGTH(Text__c) AS l, REVERSE(Text__c) AS r, LEFT(Text__c, 2) AS a, RIGHT(Text__c, 2) AS b FROM Customer__c;

SELECT Id, REPLACE(Status__c, 'Act', 'X') AS r FROM Customer__c WHERE Status__c = 'Active';

SELECT Id, STRPOS(Text__c, 'e') AS p, POSITION('m' IN Text__c) AS q FROM Customer__c WHERE Text__c = 'zebra';

-- oracle: SELECT Id, LPAD(Status__c, 10, '*') AS l, RPAD(Status__c, 3, ' ') AS r FROM Customer__c
SELECT Id, LPAD(Status__c, 10, '*') AS l, RPAD(Status__c, 3) AS r FROM Customer__c;

SELECT Id, TRIM(BOTH 'a' FROM Status__c) AS t FROM Customer__c WHERE Status__c = 'On Hold';

SELECT Id, CONCAT(Text__c, '-', Status__c) AS c, Text__c || '-' || Status__c AS d FROM Customer__c;

SELECT Id, SPLIT_PART(Email__c, '@', 2) AS d FROM Customer__c WHERE Email__c IS NOT NULL;

SELECT SPLIT_PART(Email__c, '@', 2) AS d, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT Id, COALESCE(Credit__c, 0) AS c, NULLIF(Share__c, 0) AS s FROM Customer__c;

SELECT Id FROM Customer__c WHERE COALESCE(Credit__c, 0) = 0;

SELECT Id FROM Customer__c WHERE NULLIF(Count__c, 0) IS NULL;

SELECT Id, CASE WHEN Day__c > DATE '2025-01-01' THEN 'new' WHEN Day__c IS NULL THEN NULL ELSE 'old' END AS age FROM Customer__c;

SELECT Id, GREATEST(Day__c, DATE '2025-01-01') AS g FROM Customer__c WHERE Day__c IS NOT NULL;

SELECT Id, CAST(Active__c AS TEXT) AS a, CAST(Day__c AS TEXT) AS d, CAST(Count__c AS TEXT) AS c FROM Customer__c;

SELECT Id, TRY_CAST(Text__c AS INTEGER) AS i FROM Customer__c WHERE Text__c IN ('0', '-1', '100', 'acme');

-- fails: CERT-3003
SELECT CAST(Text__c AS INTEGER) FROM Customer__c WHERE Text__c = 'acme';

SELECT Id FROM Customer__c WHERE CAST(Count__c AS TEXT) = '2';

SELECT Id FROM Customer__c WHERE CAST(Active__c AS INTEGER) = 1;

SELECT POWER(2, 10) AS p, SQRT(2) AS q, MOD(7, 3) AS m, LN(10) AS l, EXP(1) AS e, TRUNC(2.7) AS t FROM Single__c;

-- the picklist's labels are its values here
-- oracle: SELECT Id, Status__c FROM Customer__c
SELECT Id, toLabel(Status__c) FROM Customer__c;

-- oracle: SELECT Id FROM Customer__c WHERE Status__c = 'Active'
SELECT Id FROM Customer__c WHERE toLabel(Status__c) = 'Active';

SELECT MAKE_DATE(2025, 3, 31) AS d, DATE '2025-03-31' - INTERVAL '1 month' AS m;

SELECT Id, CHR(65) || Status__c AS c, ASCII(Status__c) IS NULL AS a FROM Customer__c;

-- oracle: SELECT Id, UPPER(LEFT(Status__c, 1)) || LOWER(SUBSTRING(Status__c, 2)) AS i FROM Customer__c WHERE Status__c IN ('Active', 'closed')
SELECT Id, INITCAP(Status__c) AS i FROM Customer__c WHERE Status__c IN ('Active', 'closed');

SELECT CURRENT_DATE AS d FROM Single__c;
