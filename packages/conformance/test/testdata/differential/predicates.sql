-- COALESCE with a constant that does not meet the condition, and with one that does
SELECT Id FROM Customer__c WHERE COALESCE(Credit__c, 0) > 0.1;

SELECT Id FROM Customer__c WHERE COALESCE(Credit__c, 0) <= 0.1;

SELECT Id FROM Customer__c WHERE NOT (COALESCE(Credit__c, 0) <= 0.1);

SELECT Id FROM Customer__c WHERE COALESCE(Status__c, 'Active') = 'active';

SELECT Id FROM Customer__c WHERE COALESCE(Status__c, 'Active') <> 'active';

SELECT Id FROM Customer__c WHERE COALESCE(Text__c, Other__c, 'acme') = 'ACME';

SELECT Id FROM Customer__c WHERE COALESCE(Text__c, Other__c, 'acme') NOT IN ('ACME', 'zebra');

SELECT Id FROM Customer__c WHERE COALESCE(Text__c, 'zebra') LIKE 'z%';

SELECT Id FROM Customer__c WHERE COALESCE(Text__c, Other__c) IS NULL;

SELECT Id FROM Customer__c WHERE COALESCE(Text__c, Other__c) IS NOT NULL;

SELECT Id FROM Customer__c WHERE COALESCE(Score__c, 0) < 1;

SELECT Id FROM Customer__c WHERE COALESCE(Rating__c, 'cold') = 'cold';

SELECT Id FROM Customer__c WHERE COALESCE(Count__c, Credit__c, 1) = 1;

SELECT Id FROM Customer__c WHERE COALESCE(Credit__c, 0) IS DISTINCT FROM 0;

SELECT Id FROM Customer__c WHERE COALESCE(Credit__c, 0) IS NOT DISTINCT FROM 0;

-- a code beside a name compares with case
-- exact oracle:
SELECT Id FROM Region__c WHERE COALESCE(Code__c, Name) = 'w';

-- booleans over a parent that may be missing, or deleted
SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE COALESCE(c.Active__c, FALSE);

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT COALESCE(c.Active__c, FALSE);

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE COALESCE(c.Active__c, TRUE);

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE COALESCE(c.Text__c, 'none') = 'none';

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE (c.Active__c AND c.Credit__c > 0) IS NOT TRUE;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE CASE WHEN c.Id IS NULL THEN i.Posted__c ELSE c.Active__c END;

-- NULLIF
SELECT Id FROM Customer__c WHERE NULLIF(Text__c, 'ACME') IS NULL;

SELECT Id FROM Customer__c WHERE NULLIF(Text__c, 'ACME') IS NOT NULL;

SELECT Id FROM Customer__c WHERE NULLIF(Text__c, 'acme') = 'zebra';

SELECT Id FROM Customer__c WHERE NULLIF(Text__c, 'acme') <> 'zebra';

SELECT Id FROM Customer__c WHERE NULLIF(Text__c, 'acme') = 'acme';

SELECT Id FROM Customer__c WHERE NULLIF(Credit__c, 0) > -1;

SELECT Id FROM Customer__c WHERE NOT (NULLIF(Credit__c, 0) > -1);

-- CASE
SELECT Id FROM Customer__c WHERE CASE WHEN Text__c = 'acme' THEN 1 ELSE 0 END = 1;

SELECT Id FROM Customer__c WHERE CASE WHEN Text__c = 'acme' THEN 1 ELSE 0 END = 0;

SELECT Id FROM Customer__c WHERE CASE WHEN Text__c = 'acme' THEN 1 END IS NULL;

SELECT Id FROM Customer__c WHERE CASE WHEN Credit__c > 0 AND Active__c THEN 'good' WHEN Credit__c < 0 THEN 'bad' ELSE 'none' END = 'NONE';

SELECT Id FROM Customer__c WHERE CASE WHEN Credit__c > 0 AND Active__c THEN 'good' WHEN Credit__c < 0 THEN 'bad' ELSE 'none' END <> 'none';

SELECT Id FROM Customer__c WHERE CASE Status__c WHEN 'Active' THEN 'a' WHEN 'Prospect' THEN 'p' WHEN 'closed' THEN 'a' END IN ('A', 'x');

SELECT Id FROM Customer__c WHERE CASE Status__c WHEN 'Active' THEN 'a' WHEN 'Prospect' THEN 'p' WHEN 'closed' THEN 'a' END NOT IN ('A', 'x');

SELECT Id FROM Customer__c WHERE CASE WHEN Text__c LIKE 'a%' THEN Credit__c ELSE Share__c END BETWEEN 0 AND 20;

SELECT Id FROM Customer__c WHERE CASE WHEN Text__c IN ('acme', NULL) THEN TRUE ELSE FALSE END;

SELECT Id FROM Customer__c WHERE NOT CASE WHEN Text__c = 'acme' THEN TRUE WHEN Text__c = 'zebra' THEN NULL ELSE FALSE END;

-- choosing keeps a division from failing
SELECT Id FROM Customer__c WHERE CASE WHEN Count__c <> 0 THEN 10 / Count__c ELSE 0 END > 2;

-- unknown is not true
SELECT Id FROM Customer__c WHERE (Text__c = 'acme') IS NOT TRUE;

SELECT Id FROM Customer__c WHERE (Text__c = 'acme') IS NOT FALSE;

SELECT Id FROM Customer__c WHERE (Text__c <> 'acme' OR Credit__c > 0) IS NOT TRUE;

SELECT Id FROM Customer__c WHERE (Text__c LIKE 'a%') IS NOT TRUE;

SELECT Id FROM Customer__c WHERE (Text__c IN ('acme', 'zebra')) IS NOT TRUE;

SELECT Id FROM Customer__c WHERE (Text__c NOT IN ('acme', NULL)) IS NOT TRUE;

SELECT Id FROM Customer__c WHERE (Credit__c > 0) IS UNKNOWN;

SELECT Id FROM Customer__c WHERE (Credit__c > Share__c) IS NOT UNKNOWN;

SELECT Id FROM Customer__c WHERE (Text__c = 'acme') = FALSE;

SELECT Id FROM Customer__c WHERE (Text__c = 'acme') <> FALSE;

SELECT Id FROM Customer__c WHERE UPPER(Text__c) IS NULL AND LENGTH(Other__c) IS NOT NULL;

-- numbers move to the constant
-- oracle: SELECT Id FROM Customer__c WHERE CAST(Credit__c AS DECIMAL(30, 2)) - 5 > -5
SELECT Id FROM Customer__c WHERE Credit__c - 5 > -5;

-- oracle: SELECT Id FROM Customer__c WHERE 5 - CAST(Credit__c AS DECIMAL(30, 2)) >= 4.99
SELECT Id FROM Customer__c WHERE 5 - Credit__c >= 4.99;

-- oracle: SELECT Id FROM Customer__c WHERE -CAST(Credit__c AS DECIMAL(30, 2)) > 0.1
SELECT Id FROM Customer__c WHERE -Credit__c > 0.1;

-- oracle: SELECT Id FROM Customer__c WHERE CAST(Credit__c AS DECIMAL(30, 2)) * 2 = 0.2
SELECT Id FROM Customer__c WHERE Credit__c * 2 = 0.2;

-- oracle: SELECT Id FROM Customer__c WHERE CAST(Credit__c AS DECIMAL(30, 2)) * 3 = 0.1
SELECT Id FROM Customer__c WHERE Credit__c * 3 = 0.1;

-- oracle: SELECT Id FROM Customer__c WHERE CAST(Credit__c AS DECIMAL(30, 2)) * 3 <> 0.1
SELECT Id FROM Customer__c WHERE Credit__c * 3 <> 0.1;

-- oracle: SELECT Id FROM Customer__c WHERE CAST(Credit__c AS DECIMAL(30, 2)) * -3 < 0.1
SELECT Id FROM Customer__c WHERE Credit__c * -3 < 0.1;

-- oracle: SELECT Id FROM Customer__c WHERE CAST(Credit__c AS DECIMAL(30, 2)) * 3 >= 0.31
SELECT Id FROM Customer__c WHERE Credit__c * 3 >= 0.31;

SELECT Id FROM Customer__c WHERE 2 * (Count__c + 1) IN (2, 4, 5, -8);

SELECT Id FROM Customer__c WHERE 2 * (Count__c + 1) NOT IN (2, 4, 5, -8);

SELECT Id FROM Customer__c WHERE Count__c - 1 BETWEEN 0 AND 1;

SELECT Id FROM Customer__c WHERE Count__c * 0 = 0;

SELECT Id FROM Customer__c WHERE Count__c + 1 IS NULL;

SELECT Id FROM Customer__c WHERE Count__c + 1 IS DISTINCT FROM 2;

-- quotients are cut off, remainders come back
SELECT Id FROM Customer__c WHERE Count__c / 2 = 0;

SELECT Id FROM Customer__c WHERE Count__c % 2 = 0;

-- floating point stays
SELECT Id FROM Customer__c WHERE Score__c - 0.25 = 1;

SELECT Id FROM Customer__c WHERE Score__c * 3 < 0;

-- days move
SELECT Id FROM Customer__c WHERE Day__c + 30 < DATE '2025-01-31';

SELECT Id FROM Customer__c WHERE Day__c - 1 = DATE '2024-02-28';

SELECT Id FROM Customer__c WHERE DATE '2025-03-31' - Day__c > 89;

SELECT Id FROM Customer__c WHERE Day__c - DATE '2024-02-29' BETWEEN 0 AND 366;

SELECT Id FROM Customer__c WHERE Day__c + INTERVAL '30 days' < CURRENT_DATE;

SELECT Id FROM Customer__c WHERE Day__c + INTERVAL '1 month' = DATE '2024-03-29';

SELECT Id FROM Customer__c WHERE Day__c + INTERVAL '1 month' <> DATE '2025-01-31';

SELECT Id FROM Customer__c WHERE Day__c - INTERVAL '1 month' = DATE '2023-01-28';

-- several days come to the end of a short month
SELECT Id FROM Customer__c WHERE Day__c + INTERVAL '2 months' >= DATE '2025-02-28' AND Day__c + INTERVAL '2 months' <= DATE '2025-05-31';

SELECT Id FROM Customer__c WHERE Day__c + INTERVAL '1 day' = TIMESTAMP '2025-01-01 12:00:00';

SELECT Id FROM Customer__c WHERE Day__c + INTERVAL '12 hours' > TIMESTAMP '2024-12-31 12:00:00';

-- moments move by an exact time; a day may have 23 hours
-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Customer__c WHERE Moment__c + INTERVAL '2 hours' >= TIMESTAMPTZ '2025-03-30 03:00:00+00';

-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Customer__c WHERE Moment__c + INTERVAL '1 day' >= TIMESTAMPTZ '2025-03-31 01:00:00+00';

-- zones: UTC, Europe/Berlin
SELECT Id FROM Customer__c WHERE Moment__c - INTERVAL '90 minutes' < TIMESTAMPTZ '2025-01-01 00:00:00+00';

-- zones: UTC, Europe/Berlin, America/New_York
SELECT Id FROM Customer__c WHERE Day__c + 1 < TIMESTAMPTZ '2025-01-01 00:00:00+00';

-- functions of text
-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Text__c)) = 'ACME'
SELECT Id FROM Customer__c WHERE LOWER(Text__c) = 'acme';

-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Text__c)) <> 'ACME'
SELECT Id FROM Customer__c WHERE LOWER(Text__c) <> 'acme';

SELECT Id FROM Customer__c WHERE UPPER(Text__c) IN ('ACME', 'ZEBRA', 'ÉCLAIR');

SELECT Id FROM Customer__c WHERE UPPER(Text__c) NOT IN ('ACME', 'ZEBRA');

-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Text__c)) LIKE '%E%'
SELECT Id FROM Customer__c WHERE LOWER(Text__c) LIKE '%e%';

SELECT Id FROM Customer__c WHERE UPPER(Text__c) > 'M';

-- the Kelvin sign and the dotted capital: their small letters are k and i
-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Other__c)) = 'KIWI'
SELECT Id FROM Customer__c WHERE LOWER(Other__c) = 'kiwi';

-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Other__c)) IN ('KIWI', 'ACME')
SELECT Id FROM Customer__c WHERE LOWER(Other__c) IN ('kiwi', 'acme');

-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Other__c)) LIKE 'KIW%'
SELECT Id FROM Customer__c WHERE LOWER(Other__c) LIKE 'kiw%';

-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Other__c)) NOT LIKE 'KIW%'
SELECT Id FROM Customer__c WHERE LOWER(Other__c) NOT LIKE 'kiw%';

-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Other__c)) <> 'KIWI'
SELECT Id FROM Customer__c WHERE LOWER(Other__c) <> 'kiwi';

-- exact oracle: SELECT Id FROM Customer__c WHERE upper(Other__c) = 'KIWI'
SELECT Id FROM Customer__c WHERE UPPER(Other__c) = 'kiwi' AND Other__c = 'kiwi';

-- small letters that are none to a comparison with case
-- exact oracle: SELECT Id FROM Customer__c WHERE upper(lower(Text__c)) = 'ACME'
SELECT Id FROM Customer__c WHERE LOWER(Text__c) = 'ACME';

-- exact oracle:
SELECT Name FROM Region__c WHERE LOWER(Code__c) = 'w';

SELECT Id FROM Customer__c WHERE LEFT(Text__c, 2) = 'ac';

SELECT Id FROM Customer__c WHERE LEFT(Text__c, 4) <> 'acme';

SELECT Id FROM Customer__c WHERE LEFT(Text__c, 3) IN ('100', 'a', '_un', 'toolong', 'zeb');

SELECT Id FROM Customer__c WHERE LEFT(Text__c, 3) NOT IN ('100', 'a', '_un', 'toolong', 'zeb');

SELECT Id FROM Customer__c WHERE SUBSTRING(Text__c FROM 1 FOR 4) = '100%';

SELECT Id FROM Customer__c WHERE SUBSTRING(Text__c FROM 2 FOR 3) = 'cme';

SELECT Id FROM Customer__c WHERE STARTS_WITH(Text__c, 'A');

SELECT Id FROM Customer__c WHERE NOT STARTS_WITH(Text__c, '_');

SELECT Id FROM Customer__c WHERE LEFT(Text__c, 1) = '😀';

-- contradictions
SELECT Id FROM Customer__c WHERE Text__c = 'acme' AND Text__c = 'zebra';

SELECT Id FROM Customer__c WHERE Credit__c > 5 AND Credit__c < 3 OR Text__c = 'b';

SELECT Id FROM Customer__c WHERE Credit__c IN (0, 1, 100) AND Credit__c > 0 AND Credit__c <> 100;

SELECT Id FROM Customer__c WHERE Text__c IN ('acme', 'b', 'zebra') AND Text__c IN ('ZEBRA', 'B', 'x') AND Text__c IS NOT NULL;

SELECT Id FROM Customer__c WHERE Text__c = 'é' AND Text__c = 'É';

SELECT Id FROM Customer__c WHERE Text__c = 'ÉCLAIR' AND Text__c = 'éclair';

SELECT Id FROM Customer__c WHERE Text__c NOT IN ('acme', 'b') AND Text__c IN ('ACME', 'zebra');

SELECT Id FROM Customer__c WHERE Active__c AND NOT Active__c;

SELECT Id FROM Customer__c WHERE Active__c OR NOT Active__c;

SELECT Id FROM Customer__c WHERE Text__c = 'acme' OR Text__c <> 'acme';

SELECT Id FROM Customer__c WHERE Text__c = 'acme' OR Text__c <> 'acme' OR Text__c IS NULL;

SELECT Id FROM Customer__c WHERE (Text__c = 'acme' AND LENGTH(Other__c) > 3) OR (Text__c = 'acme' AND LENGTH(Other__c) < 2);

SELECT Id FROM Customer__c WHERE Text__c = 'acme' OR (Text__c = 'ACME' AND Active__c);

SELECT Id FROM Customer__c WHERE (Text__c <> 'acme' OR Text__c IS NULL) AND Text__c = 'zebra';

SELECT Id FROM Customer__c WHERE Moment__c > TIMESTAMPTZ '2025-01-01 00:00:00+00' AND Moment__c <= TIMESTAMPTZ '2025-01-01 00:00:00+00';

SELECT Id FROM Customer__c WHERE Moment__c >= TIMESTAMPTZ '2025-01-01 00:00:00+00' AND Moment__c <= TIMESTAMPTZ '2025-01-01 00:00:00+00';

-- what is equal meets the same conditions
SELECT c.Id, r.Name FROM Customer__c c JOIN Region__c r ON r.Name = c.Text__c WHERE c.Text__c IN ('world', 'germany');

SELECT c.Id, r.Name FROM Region__c r JOIN Customer__c c ON c.Text__c = r.Name WHERE r.Name LIKE 'G%';

SELECT c.Id, d.Id FROM Customer__c c LEFT JOIN Customer__c d ON d.Other__c = c.Text__c WHERE c.Text__c = 'acme';

SELECT c.Id, d.Id FROM Customer__c c LEFT JOIN Customer__c d ON d.Other__c = c.Text__c AND d.Other__c = 'acme';

SELECT c.Id, d.Id FROM Customer__c c RIGHT JOIN Customer__c d ON d.Other__c = c.Text__c WHERE d.Other__c IN ('zebra', 'b');

SELECT c.Id, d.Id FROM Customer__c c FULL JOIN Customer__c d ON d.Other__c = c.Text__c AND d.Other__c = 'acme';

-- a code is told apart by case, so the condition on the name does not hold for it as it stands
-- exact oracle:
SELECT a.Name, b.Code__c FROM (SELECT Code__c AS Name FROM Region__c) a JOIN Region__c b ON b.Code__c = a.Name WHERE a.Name = 'W';

-- exact oracle: SELECT c.Id, r.Code__c FROM Customer__c c JOIN Region__c r ON r.Code__c = c.Text__c WHERE upper(c.Text__c) IN ('BY', 'W', 'A')
SELECT c.Id, r.Code__c FROM Customer__c c JOIN Region__c r ON r.Code__c = c.Text__c WHERE c.Text__c IN ('BY', 'W', 'A');

SELECT Id FROM Customer__c WHERE Text__c = Other__c AND Text__c = 'acme';

SELECT Id FROM Customer__c WHERE Credit__c = Share__c AND Credit__c BETWEEN 0 AND 1;

-- through what stands between
WITH t AS (SELECT Id, COALESCE(Status__c, 'none') AS s, CASE WHEN Credit__c > 0 THEN 'plus' ELSE 'rest' END AS sign FROM Customer__c) SELECT Id FROM t WHERE s = 'none' AND sign = 'rest';

SELECT k, n FROM (SELECT Status__c AS k, COUNT(*) AS n FROM Customer__c GROUP BY Status__c) g WHERE k = 'active' OR k IS NULL;

SELECT k, COUNT(*) AS n FROM (SELECT Id, 'c' AS k FROM Customer__c UNION ALL SELECT Id, 'i' FROM Invoice__c WHERE Posted__c) u WHERE k = 'i' GROUP BY k;

SELECT Id FROM (SELECT Id, Status__c, ROW_NUMBER() OVER (PARTITION BY Status__c ORDER BY Id) AS r FROM Customer__c) w WHERE COALESCE(Status__c, 'x') = 'x' AND r < 4;

-- rows
SELECT Id FROM Customer__c WHERE (Count__c, Active__c) IN ((1, TRUE), (2, FALSE), (NULL, TRUE));

-- oracle: SELECT Id FROM Customer__c WHERE Count__c > 1 OR (Count__c = 1 AND Share__c >= 12.5)
SELECT Id FROM Customer__c WHERE (Count__c, Share__c) >= (1, 12.5);

-- oracle: SELECT Id FROM Customer__c WHERE Count__c <> 1 OR Share__c <> 12.5
SELECT Id FROM Customer__c WHERE (Count__c, Share__c) <> (1, 12.5);

SELECT Id FROM Customer__c WHERE Count__c BETWEEN SYMMETRIC 2 AND 0;

SELECT Id FROM Customer__c WHERE Count__c NOT BETWEEN SYMMETRIC 2 AND 0;

-- parents that are missing, and parents in the recycle bin
SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Id IS NULL;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c IS NULL;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c IS NULL AND i.Posted__c;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c <> 'acme' OR i.Memo__c = 'acme';

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c IS DISTINCT FROM 'acme';

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c IS NOT DISTINCT FROM 'acme' OR i.Memo__c = 'acme';

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c IS NOT TRUE;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c IS NOT FALSE;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c IS FALSE OR c.Credit__c > 0;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT c.Active__c OR i.Memo__c = 'acme';

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE (c.Text__c = 'acme' OR c.Text__c IS NULL) AND (c.Credit__c IN (0, 1) OR c.Credit__c IS NULL);

SELECT l.Id FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Text__c IS NULL OR i.Status__c = 'Draft';

SELECT l.Id FROM Line__c l LEFT JOIN Invoice__c i ON i.Id = l.Invoice__c LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Id IS NULL AND i.Id IS NOT NULL;

-- a lookup that is not null, outside of a list
SELECT Id FROM Invoice__c WHERE Customer__c NOT IN (SELECT Id FROM Customer__c WHERE Active__c) AND Customer__c IS NOT NULL;

SELECT Id FROM Invoice__c WHERE Customer__c IS NOT NULL AND Customer__c NOT IN (SELECT Id FROM Customer__c WHERE Text__c = 'no such text');

SELECT i.Id FROM Invoice__c i WHERE i.Customer__c IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Customer__c c WHERE c.Id = i.Customer__c AND c.Active__c);
