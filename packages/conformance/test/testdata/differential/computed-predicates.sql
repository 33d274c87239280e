-- halves go away from zero
SELECT Id FROM Customer__c WHERE ROUND(Share__c, 1) = 33.3;

SELECT Id FROM Customer__c WHERE ROUND(Share__c) IN (13, 33);

SELECT Id FROM Invoice__c WHERE CAST(Tax__c AS BIGINT) = 13;

SELECT Id FROM Invoice__c WHERE NOT (CAST(Tax__c AS BIGINT) = 13);

SELECT Id FROM Invoice__c WHERE ROUND(Tax__c, 1) <> 0.3 AND ROUND(Total__c, 2) <> 0;

SELECT Id FROM Invoice__c WHERE ABS(Total__c) > 1;

SELECT Id FROM Invoice__c WHERE NOT (ABS(Total__c) > 1) OR ABS(Total__c) = 1234.56;

SELECT Id FROM Invoice__c WHERE ABS(Total__c) IN (0.01, 100, 99999.99);

-- more digits than a double tells apart
SELECT Id FROM Invoice__c WHERE Total__c > 1e15;

SELECT Id FROM Invoice__c WHERE Total__c = 1234567890123456.78 OR Total__c <= -9999999999999999.98;

SELECT Id FROM Invoice__c WHERE Total__c < 1e30;

SELECT Id FROM Invoice__c WHERE ABS(Total__c) > 1234567890123456.7;

SELECT Id FROM Invoice__c WHERE FLOOR(Total__c) = 1234567890123456;

SELECT Id FROM Customer__c WHERE FLOOR(Rate__c) = -3 OR CEIL(Rate__c) = 1;

SELECT Id FROM Customer__c WHERE TRUNC(Rate__c) = -2;

-- floating point
SELECT Id FROM Customer__c WHERE ABS(Score__c) > 1.25;

SELECT Id FROM Customer__c WHERE ROUND(Score__c, 1) = 1.3 OR Score__c * 2 >= 2.5;

SELECT Id FROM Customer__c WHERE -Score__c > 0;

-- whole numbers are cut off towards zero
SELECT Id FROM Customer__c WHERE Count__c / 2 = -2;

SELECT Id FROM Customer__c WHERE Count__c / -2 >= 0;

-- of parents, some of them in the recycle bin
SELECT i.Id, c.Share__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE ABS(c.Share__c - 20) < 15;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE FLOOR(c.Share__c) <> 33 OR i.Status__c = 'Draft';

-- days
SELECT Id FROM Invoice__c WHERE DATE_DIFF('day', Date__c, DATE '2025-06-30') > 91;

SELECT Id FROM Invoice__c WHERE DATE_DIFF('month', Date__c, DATE '2025-01-31') IN (0, 1, 11);

SELECT Id FROM Invoice__c WHERE DATE_DIFF('year', DATE '2024-12-31', Date__c) >= 1;

-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Invoice__c WHERE DATE_DIFF('day', Due__c, TIMESTAMPTZ '2025-03-30 12:00:00Z') = 0;

-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Invoice__c WHERE DATE_DIFF('hour', Due__c, TIMESTAMPTZ '2025-03-30 12:00:00Z') BETWEEN 11 AND 12;

SELECT Id FROM Invoice__c WHERE LAST_DAY(Date__c) = DATE '2024-02-29' OR LAST_DAY(Date__c) < DATE '1970-01-31';

SELECT Id FROM Invoice__c WHERE CAST(Date__c AS VARCHAR) LIKE '2024-%';

SELECT Id FROM Invoice__c WHERE CAST(Date__c AS VARCHAR) NOT LIKE '2025-03%';

SELECT Id FROM Invoice__c WHERE CAST(Date__c AS VARCHAR) = '2024-02-30' OR CAST(Date__c AS VARCHAR) <= '1970';

-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Invoice__c WHERE CAST(Due__c AS VARCHAR) LIKE '2025-01-01%';

-- zones: UTC, Europe/Berlin
-- oracle: SELECT Id FROM Invoice__c WHERE EXTRACT(YEAR FROM Due__c) = 2025 AND EXTRACT(MONTH FROM Due__c) = 3
SELECT Id FROM Invoice__c WHERE TO_CHAR(Due__c, 'YYYY-MM') = '2025-03';

-- oracle: SELECT Id FROM Invoice__c WHERE Date__c >= DATE '2024-02-01' AND Date__c < DATE '2025-01-01'
SELECT Id FROM Invoice__c WHERE TO_CHAR(Date__c, 'YYYY-MM') BETWEEN '2024-02' AND '2024-12';

-- oracle: SELECT Id FROM Invoice__c WHERE Date__c IN (DATE '2025-03-31', DATE '2024-02-29')
SELECT Id FROM Invoice__c WHERE TO_CHAR(Date__c, 'DD.MM.YYYY') IN ('31.03.2025', '29.02.2024');

-- oracle: SELECT Id FROM Invoice__c WHERE EXTRACT(MONTH FROM Date__c) * 10000 + EXTRACT(YEAR FROM Date__c) > 32025
SELECT Id FROM Invoice__c WHERE TO_CHAR(Date__c, 'MM/YYYY') > '03/2025';

-- oracle: SELECT Id FROM Invoice__c WHERE AGE(TIMESTAMP '2025-03-31', CAST(Date__c AS TIMESTAMP)) > INTERVAL '90 days'
SELECT Id FROM Invoice__c WHERE AGE(DATE '2025-03-31', Date__c) > INTERVAL '90 days';

-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Invoice__c WHERE Due__c + INTERVAL '1 month' >= TIMESTAMPTZ '2025-04-30 00:30:00Z';

-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Invoice__c WHERE TIMESTAMPTZ '2025-03-31 00:59:59Z' - Due__c = INTERVAL '1 day';

-- in groups
SELECT Status__c, COUNT(*) AS n FROM Invoice__c WHERE ABS(Tax__c - 10) <= 2.5 GROUP BY Status__c;
