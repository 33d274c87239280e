SELECT Id, Day__c FROM Customer__c WHERE Day__c = DATE '2024-02-29';

SELECT Id, Day__c FROM Customer__c WHERE Day__c = '2024-02-29';

SELECT Id, Day__c FROM Customer__c WHERE Day__c <> DATE '2024-02-29';

SELECT Id, Day__c FROM Customer__c WHERE NOT (Day__c = DATE '2024-02-29');

SELECT Id, Day__c FROM Customer__c WHERE Day__c < DATE '1970-01-01';

SELECT Id, Day__c FROM Customer__c WHERE Day__c >= DATE '2025-01-01';

SELECT Id, Day__c FROM Customer__c WHERE NOT (Day__c > DATE '2025-01-01');

SELECT Id, Day__c FROM Customer__c WHERE Day__c BETWEEN DATE '2024-12-31' AND DATE '2025-01-01';

SELECT Id, Day__c FROM Customer__c WHERE Day__c NOT BETWEEN DATE '2024-01-01' AND DATE '2025-12-31';

SELECT Id, Day__c FROM Customer__c WHERE Day__c IN (DATE '2025-03-31', DATE '2024-02-29', NULL);

SELECT Id, Day__c FROM Customer__c WHERE Day__c NOT IN (DATE '2025-03-31', DATE '2024-02-29');

SELECT Id FROM Customer__c WHERE Day__c IS NULL;

-- parts of a day
SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(YEAR FROM Day__c) = 2024;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(YEAR FROM Day__c) <> 2024;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(YEAR FROM Day__c) > 2024;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(YEAR FROM Day__c) IN (2024, 1900);

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(YEAR FROM Day__c) BETWEEN 1970 AND 2023;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(MONTH FROM Day__c) = 2;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(MONTH FROM Day__c) <> 1;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(DAY FROM Day__c) = 31;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(QUARTER FROM Day__c) = 1;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(DOW FROM Day__c) = 1;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(YEAR FROM Day__c) = 2025 AND EXTRACT(MONTH FROM Day__c) = 3;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(YEAR FROM Day__c) = 2024.5;

SELECT Id, EXTRACT(YEAR FROM Day__c) AS y, EXTRACT(WEEK FROM Day__c) AS w, EXTRACT(DOY FROM Day__c) AS d FROM Customer__c;

SELECT Id, DATE_TRUNC('month', Day__c) AS m, DATE_TRUNC('quarter', Day__c) AS q FROM Customer__c;

SELECT Id, Day__c FROM Customer__c WHERE DATE_TRUNC('month', Day__c) = DATE '2025-03-01';

SELECT Id, Day__c FROM Customer__c WHERE DATE_TRUNC('month', Day__c) = DATE '2025-03-15';

SELECT Id, Day__c FROM Customer__c WHERE DATE_TRUNC('year', Day__c) <> DATE '2025-01-01';

SELECT Id, Day__c FROM Customer__c WHERE DATE_TRUNC('year', Day__c) >= DATE '2024-06-01';

SELECT Id, Day__c FROM Customer__c WHERE DATE_TRUNC('quarter', Day__c) < DATE '2025-01-01';

SELECT Id, Day__c FROM Customer__c WHERE DATE_TRUNC('week', Day__c) = DATE '2025-03-31';

-- arithmetic on days
SELECT Id, Day__c + 1 AS t, Day__c - 1 AS y, Day__c - DATE '2024-02-29' AS d FROM Customer__c;

SELECT Id, Day__c FROM Customer__c WHERE Day__c + 1 = DATE '2024-03-01';

SELECT Id, Day__c FROM Customer__c WHERE Day__c - 30 > DATE '2025-01-01';

SELECT Id, Day__c FROM Customer__c WHERE DATE '2025-03-31' - Day__c <= 90;

SELECT Id, Day__c FROM Customer__c WHERE Day__c + INTERVAL '1 month' > DATE '2025-03-31';

SELECT Id, Day__c + INTERVAL '1 month' AS m, Day__c - INTERVAL '1 year' AS y FROM Customer__c;

-- today
-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Day__c FROM Customer__c WHERE Day__c = CURRENT_DATE;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Day__c FROM Customer__c WHERE Day__c > CURRENT_DATE - 100;

-- zones: UTC, America/New_York
SELECT Id, CURRENT_DATE - Day__c AS age FROM Customer__c WHERE Day__c < CURRENT_DATE - INTERVAL '60' DAY;

-- oracle: SELECT Id FROM Customer__c WHERE Day__c BETWEEN DATE '2025-03-01' AND DATE '2025-03-31'
SELECT Id FROM Customer__c WHERE Day__c = THIS_MONTH();

-- oracle: SELECT Id FROM Customer__c WHERE Day__c BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'
SELECT Id FROM Customer__c WHERE Day__c = LAST_YEAR();

-- oracle: SELECT Id FROM Customer__c WHERE Day__c NOT BETWEEN DATE '2024-01-01' AND DATE '2024-12-31'
SELECT Id FROM Customer__c WHERE Day__c <> LAST_YEAR();

-- oracle: SELECT Id FROM Customer__c WHERE Day__c BETWEEN DATE '2024-12-21' AND DATE '2025-03-31'
SELECT Id FROM Customer__c WHERE Day__c = LAST_N_DAYS(100);

-- oracle: SELECT Id FROM Customer__c WHERE Day__c > DATE '2025-03-31'
SELECT Id FROM Customer__c WHERE Day__c > THIS_QUARTER();

-- leap days of years that have none
-- fails: CERT-
SELECT Id FROM Customer__c WHERE Day__c = DATE '2023-02-29';

-- fails: CERT-
SELECT Id FROM Customer__c WHERE Day__c = 'not a day';

-- moments
-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c FROM Customer__c WHERE Moment__c = TIMESTAMPTZ '2025-01-01 00:00:00+00';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c FROM Customer__c WHERE Moment__c = TIMESTAMP '2025-01-01 00:00:00';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c FROM Customer__c WHERE Moment__c < TIMESTAMP '2025-01-01 00:00:00';

-- a day beside a moment is its midnight in the session's zone
-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c FROM Customer__c WHERE Moment__c >= DATE '2025-01-01';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c FROM Customer__c WHERE Moment__c < DATE '2025-03-30';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c FROM Customer__c WHERE Moment__c <> DATE '2025-01-01';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c FROM Customer__c WHERE Moment__c BETWEEN DATE '2024-12-31' AND DATE '2025-03-09';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, CAST(Moment__c AS DATE) AS d FROM Customer__c WHERE CAST(Moment__c AS DATE) = DATE '2025-03-09';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, CAST(Moment__c AS DATE) AS d FROM Customer__c WHERE CAST(Moment__c AS DATE) <> DATE '2024-12-31';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c::DATE AS d FROM Customer__c WHERE Moment__c::DATE <= DATE '2025-03-30';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE NOT (CAST(Moment__c AS DATE) BETWEEN DATE '2025-01-01' AND DATE '2025-03-30');

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE CAST(Moment__c AS DATE) IN (DATE '2025-03-09', DATE '1999-12-31', DATE '2000-01-01');

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, EXTRACT(YEAR FROM Moment__c) AS y FROM Customer__c WHERE EXTRACT(YEAR FROM Moment__c) = 2025;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE EXTRACT(YEAR FROM Moment__c) < 2000;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, EXTRACT(HOUR FROM Moment__c) AS h, EXTRACT(MINUTE FROM Moment__c) AS m, EXTRACT(DAY FROM Moment__c) AS d FROM Customer__c;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE EXTRACT(HOUR FROM Moment__c) = 2;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE EXTRACT(MONTH FROM Moment__c) = 12;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, DATE_TRUNC('day', Moment__c) AS d, DATE_TRUNC('month', Moment__c) AS m FROM Customer__c;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE DATE_TRUNC('month', Moment__c) = TIMESTAMPTZ '2025-03-01 00:00:00+00';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE DATE_TRUNC('day', Moment__c) >= DATE '2025-03-30';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT CAST(Moment__c AS DATE) AS d, COUNT(*) AS n FROM Customer__c GROUP BY CAST(Moment__c AS DATE);

-- zones: UTC, America/New_York, Europe/Berlin
SELECT EXTRACT(YEAR FROM Moment__c) AS y, EXTRACT(MONTH FROM Moment__c) AS m, COUNT(*) AS n FROM Customer__c GROUP BY 1, 2;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT DATE_TRUNC('month', Due__c) AS m, COUNT(*) AS n, SUM(Tax__c) AS s FROM Invoice__c GROUP BY DATE_TRUNC('month', Due__c);

SELECT DATE_TRUNC('month', Date__c) AS m, COUNT(*) AS n, SUM(Tax__c) AS s FROM Invoice__c GROUP BY DATE_TRUNC('month', Date__c);

SELECT EXTRACT(YEAR FROM Date__c) AS y, COUNT(*) AS n FROM Invoice__c GROUP BY EXTRACT(YEAR FROM Date__c) HAVING EXTRACT(YEAR FROM Date__c) > 2000;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT MIN(Moment__c) AS lo, MAX(Moment__c) AS hi, COUNT(DISTINCT Moment__c) AS n FROM Customer__c;

SELECT MIN(Day__c) AS lo, MAX(Day__c) AS hi, COUNT(DISTINCT Day__c) AS n FROM Customer__c;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id, Moment__c + INTERVAL '1 day' AS d, Moment__c + INTERVAL '3 hours' AS h FROM Customer__c;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE Moment__c + INTERVAL '1 day' > TIMESTAMPTZ '2025-03-30 12:00:00+00';

-- zones: UTC, America/New_York, Europe/Berlin
SELECT i.Id FROM Invoice__c i WHERE CAST(i.Due__c AS DATE) = i.Date__c;

-- zones: UTC, Europe/Berlin
SELECT Id, Moment__c AT TIME ZONE 'America/New_York' AS t FROM Customer__c;

-- times of day
SELECT Id, Clock__c FROM Customer__c WHERE Clock__c = TIME '13:30:00';

SELECT Id, Clock__c FROM Customer__c WHERE Clock__c > TIME '00:00:00';

SELECT Id, Clock__c FROM Customer__c WHERE Clock__c <> TIME '13:30:00';

SELECT Id, EXTRACT(HOUR FROM Clock__c) AS h FROM Customer__c;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Day__c, COUNT(*) AS n FROM Customer__c WHERE Day__c >= '2025-01-01' GROUP BY Day__c;

-- no midnight: a day on which the clocks change
-- zones: America/Havana, America/Sao_Paulo
SELECT Id FROM Customer__c WHERE CAST(Moment__c AS DATE) >= DATE '2025-03-09';

-- weekdays: Sunday is 1 to SOQL, 0 to DOW and 7 to ISODOW
SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(DOW FROM Day__c) IN (0, 6);

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(DOW FROM Day__c) <> 0;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(DOW FROM Day__c) NOT IN (0, 3, 9);

SELECT Id, Day__c FROM Customer__c WHERE NOT (EXTRACT(DOW FROM Day__c) > 2.5);

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(ISODOW FROM Day__c) >= 6;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(ISODOW FROM Day__c) < 7 AND EXTRACT(ISODOW FROM Day__c) > 1;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(ISODOW FROM Day__c) = 7 OR EXTRACT(ISODOW FROM Day__c) IS NULL;

-- days of the year: the last of a leap year is the 366th
SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(DOY FROM Day__c) IN (60, 366, 1);

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(DOY FROM Day__c) <= 90;

-- parts that no date has, and such as all have
SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(MONTH FROM Day__c) > 12;

SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(MONTH FROM Day__c) < 13;

SELECT Id, Day__c FROM Customer__c WHERE NOT (EXTRACT(DAY FROM Day__c) = 0);

-- weeks of ISO are not those of the org
SELECT Id, Day__c FROM Customer__c WHERE EXTRACT(WEEK FROM Day__c) = 1;

-- parts of moments are the org's in UTC only
-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE EXTRACT(HOUR FROM Moment__c) BETWEEN 1 AND 5;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE NOT (EXTRACT(HOUR FROM Moment__c) = 23);

-- zones: UTC, America/New_York, Europe/Berlin
SELECT Id FROM Customer__c WHERE EXTRACT(DOW FROM Moment__c) = 0 OR EXTRACT(DOY FROM CAST(Moment__c AS DATE)) = 1;

-- a day has no hour, and a moment that is cut to its day has none left
SELECT Id FROM Customer__c WHERE EXTRACT(HOUR FROM CAST(Day__c AS TIMESTAMP)) = 0;

SELECT Id FROM Customer__c WHERE EXTRACT(HOUR FROM DATE_TRUNC('day', Moment__c)) = 0;

SELECT EXTRACT(DOW FROM Day__c) AS d, COUNT(*) AS n, SUM(Credit__c) AS s FROM Customer__c GROUP BY 1;

SELECT EXTRACT(ISODOW FROM Day__c) AS i, EXTRACT(DOW FROM Day__c) AS d, EXTRACT(DOY FROM Day__c) AS y, COUNT(*) AS n FROM Customer__c GROUP BY 1, 2, 3;

SELECT EXTRACT(DOW FROM Date__c) AS d, COUNT(*) AS n FROM Invoice__c GROUP BY EXTRACT(DOW FROM Date__c) HAVING EXTRACT(DOW FROM Date__c) > 2;

-- ordered:
SELECT EXTRACT(ISODOW FROM Day__c) AS d, COUNT(*) AS n FROM Customer__c GROUP BY 1 ORDER BY 1 LIMIT 3;

SELECT EXTRACT(DOW FROM Day__c) AS d, EXTRACT(MONTH FROM Day__c) AS m, COUNT(*) AS n FROM Customer__c GROUP BY ROLLUP (1, 2);

-- zones: UTC, America/New_York, Europe/Berlin
SELECT EXTRACT(HOUR FROM Moment__c) AS h, COUNT(*) AS n FROM Customer__c GROUP BY 1;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT DATE_TRUNC('hour', Moment__c) AS h, COUNT(*) AS n FROM Customer__c GROUP BY 1;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT DATE_TRUNC('hour', CAST(Due__c AS TIMESTAMP)) AS h, CAST(DATE_TRUNC('hour', Due__c) AS DATE) AS d, COUNT(*) AS n FROM Invoice__c GROUP BY 1, 2;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT EXTRACT(MINUTE FROM Moment__c) AS m, COUNT(*) AS n FROM Customer__c GROUP BY 1;

-- what reads no more of a moment than its day is computed from days
-- zones: UTC, America/New_York, Europe/Berlin
SELECT DATE_TRUNC('week', Moment__c) AS w, EXTRACT(ISOYEAR FROM Moment__c) AS y, COUNT(*) AS n FROM Customer__c GROUP BY 1, 2;

-- zones: UTC, America/New_York, Europe/Berlin
SELECT EXTRACT(WEEK FROM Moment__c) AS w, LAST_DAY(Moment__c) AS l, COUNT(*) AS n FROM Customer__c GROUP BY 1, 2;

-- no oracle: DuckDB has no TO_CHAR
-- zones: UTC, America/New_York, Europe/Berlin
SELECT TO_CHAR(Moment__c, 'IYYY-"W"IW Mon') AS w, COUNT(*) AS n FROM Customer__c GROUP BY 1;

-- no oracle: DuckDB has no TO_CHAR
-- zones: UTC, America/New_York, Europe/Berlin
SELECT TO_CHAR(Moment__c, 'YYYY-MM-DD hh24') AS h, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT EXTRACT(DOW FROM r.Day__c) AS d, COUNT(*) AS n FROM Invoice__c i LEFT JOIN Customer__c r ON r.Id = i.Customer__c GROUP BY 1;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE EXTRACT(DOW FROM c.Day__c) <> 3;

-- DuckDB takes intervals of the same length for one expression: a month for 30 days.
SELECT Id, Day__c + INTERVAL '1 month' AS m, Day__c + INTERVAL '30 days' AS d, Day__c - INTERVAL '1 month' AS n, Day__c - INTERVAL '30 days' AS e, Day__c + INTERVAL '720 hours' AS h FROM Customer__c;

-- and so times a number
SELECT Id, Day__c + (Count__c % 7) * INTERVAL '1 month' AS m, Day__c + INTERVAL '30 days' * (Count__c % 7) AS d, Day__c + (Count__c % 7) * INTERVAL '720 hours' AS h, Day__c + (Count__c % 7) * INTERVAL '1 month 30 days' AS x, Day__c + (Count__c % 7) * INTERVAL '2 months' AS y FROM Customer__c;

-- and in sums of intervals, in CASE, and as steps
SELECT Id, Day__c + (INTERVAL '1 month' + (Count__c % 7) * INTERVAL '1 day') AS m, Day__c + ((Count__c % 7) * INTERVAL '1 day' + INTERVAL '30 days') AS d, Day__c + (INTERVAL '1 month' - (Count__c % 7) * INTERVAL '1 day') AS n, Day__c + (INTERVAL '30 days' - (Count__c % 7) * INTERVAL '1 day') AS e FROM Customer__c;

SELECT Id, Day__c + CASE WHEN Count__c > 1 THEN INTERVAL '1 month' ELSE INTERVAL '1 day' END AS m, Day__c + CASE WHEN Count__c > 1 THEN INTERVAL '30 days' ELSE INTERVAL '24 hours' END AS d FROM Customer__c;

-- no oracle: DuckDB has no DATE_BIN
SELECT Id, DATE_BIN(INTERVAL '1 month', CAST(Day__c AS TIMESTAMP), TIMESTAMP '2000-01-01 00:00:00') AS m, DATE_BIN(INTERVAL '30 days', CAST(Day__c AS TIMESTAMP), TIMESTAMP '2000-01-01 00:00:00') AS d FROM Customer__c;

-- And so where it aggregates.
SELECT Region__c, MAX(Day__c + INTERVAL '1 month') AS m, MAX(Day__c + INTERVAL '30 days') AS d, MIN(Day__c - INTERVAL '1 year') AS y, MIN(Day__c - INTERVAL '360 days') AS z FROM Customer__c GROUP BY Region__c;

-- And where it combines conditions.
SELECT Id FROM (SELECT Id, GREATEST(Day__c, DATE '1960-01-01') AS x FROM Customer__c) t WHERE x + INTERVAL '1 month' = TIMESTAMP '2024-03-29 00:00:00' AND x + INTERVAL '30 days' = TIMESTAMP '2024-03-30 00:00:00';

-- A day of a zone may have 23 hours.
-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id, Moment__c + INTERVAL '1 day' AS d, Moment__c + INTERVAL '24 hours' AS h, Moment__c + INTERVAL '1 month' AS m, Moment__c + INTERVAL '30 days' AS t, Moment__c - INTERVAL '1 day' AS e, Moment__c - INTERVAL '24 hours' AS i FROM Customer__c;

-- Months, days and hours in one.
SELECT Id, Day__c + INTERVAL '1 month 3 days 04:00:00' AS a, Day__c - INTERVAL '1 month -3 days' AS b, date_add(Day__c, INTERVAL '1 month') AS c, date_add(Day__c, INTERVAL '30 days') AS d FROM Customer__c;

-- What is computed of constants is asked of the org.
SELECT Id FROM Customer__c WHERE Day__c >= DATE_TRUNC('month', CURRENT_DATE) - INTERVAL '3 months' AND EXTRACT(YEAR FROM Day__c) = EXTRACT(YEAR FROM CURRENT_DATE);

-- zones: UTC, America/New_York, Asia/Kolkata
SELECT Id FROM Customer__c WHERE Moment__c >= DATE_TRUNC('quarter', TIMESTAMPTZ '2025-03-09 12:00:00Z') AND Moment__c < TIMESTAMPTZ '2025-03-30 01:00:00Z' + INTERVAL '1 day';

SELECT Id FROM Customer__c WHERE Text__c LIKE CONCAT('%', 'me') OR Text__c = COALESCE(NULL, 'zebra') OR Day__c IN (LAST_DAY(DATE '2024-02-10'), MAKE_DATE(2025, 1, 1));

-- the org groups moments by their day, which is no moment
-- zones: UTC, America/New_York
SELECT DATE_TRUNC('day', Moment__c) AS d, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT DISTINCT DATE_TRUNC('day', Moment__c) AS d FROM Customer__c;

SELECT DATE_TRUNC('day', Day__c) AS d, COUNT(*) AS n FROM Customer__c GROUP BY 1;

SELECT DATE_TRUNC('day', i.Due__c) AS d, c.Region__c, COUNT(*) AS n FROM Invoice__c i JOIN Customer__c c ON c.Id = i.Customer__c GROUP BY 1, 2 HAVING COUNT(*) > 3;
