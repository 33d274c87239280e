-- p
SELECT Id FROM Customer__c WHERE Text__c = 'acme' AND Credit__c > 0;

-- not p
SELECT Id FROM Customer__c WHERE NOT (Text__c = 'acme' AND Credit__c > 0);

-- p is unknown
SELECT Id FROM Customer__c WHERE (Text__c = 'acme' AND Credit__c > 0) IS NULL;

-- the three parts together are all
SELECT COUNT(*) FROM Customer__c WHERE (Credit__c > 0) OR NOT (Credit__c > 0) OR (Credit__c > 0) IS NULL;

SELECT Id FROM Customer__c WHERE Credit__c > 0 OR Share__c < 50;

SELECT Id FROM Customer__c WHERE NOT (Credit__c > 0 OR Share__c < 50);

SELECT Id FROM Customer__c WHERE (Credit__c > 0 OR Share__c < 50) IS NULL;

SELECT Id FROM Customer__c WHERE (Credit__c > 0) IS NOT TRUE;

SELECT Id FROM Customer__c WHERE (Credit__c > 0) IS NOT FALSE;

SELECT Id FROM Customer__c WHERE (Credit__c > 0) IS FALSE;

SELECT Id FROM Customer__c WHERE (Text__c = 'acme') IS UNKNOWN;

SELECT Id FROM Customer__c WHERE (Text__c = 'acme') IS NOT UNKNOWN;

SELECT Id FROM Customer__c WHERE (Credit__c > 0) = (Share__c > 20);

SELECT Id FROM Customer__c WHERE (Credit__c > 0) IS DISTINCT FROM (Share__c > 20);

-- de Morgan
SELECT Id FROM Customer__c WHERE NOT (NOT (Text__c = 'acme') OR NOT (Status__c = 'Active' OR Status__c IS NULL));

SELECT Id FROM Customer__c WHERE NOT (Text__c LIKE 'a%' AND (Credit__c > 0 OR Day__c IS NULL) AND NOT Active__c);

SELECT Id FROM Customer__c WHERE NOT NOT NOT (Credit__c >= 0);

-- booleans
SELECT Id FROM Customer__c WHERE Active__c;

SELECT Id FROM Customer__c WHERE NOT Active__c;

SELECT Id FROM Customer__c WHERE Active__c = TRUE;

SELECT Id FROM Customer__c WHERE Active__c <> TRUE;

SELECT Id FROM Customer__c WHERE Active__c IS NULL;

SELECT Id FROM Customer__c WHERE Active__c IS NOT NULL;

SELECT Id FROM Customer__c WHERE Active__c IS NOT TRUE;

SELECT Id FROM Customer__c WHERE Active__c IN (TRUE, NULL);

SELECT Id FROM Customer__c WHERE Active__c NOT IN (TRUE, NULL);

SELECT Id FROM Customer__c WHERE (Active__c = FALSE) = FALSE;

SELECT Id FROM Customer__c WHERE Active__c > FALSE;

-- a boolean of a parent that is not there is null, and not false
SELECT i.Id, c.Active__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c = FALSE;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT c.Active__c;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c IS NULL;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c IS NOT TRUE;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c <> TRUE OR i.Posted__c;

SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE COALESCE(c.Active__c, TRUE);

-- oracle: SELECT i.Id FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE NOT c.Active__c
SELECT i.Id FROM Invoice__c i WHERE i.Customer__r.Active__c = FALSE;

-- oracle: SELECT i.Id, c.Active__c FROM Invoice__c i LEFT JOIN Customer__c c ON c.Id = i.Customer__c WHERE c.Active__c IS DISTINCT FROM TRUE
SELECT i.Id, i.Customer__r.Active__c FROM Invoice__c i WHERE i.Customer__r.Active__c IS DISTINCT FROM TRUE;

-- constants
SELECT Id FROM Customer__c WHERE TRUE;

SELECT Id FROM Customer__c WHERE FALSE;

SELECT Id FROM Customer__c WHERE NULL;

SELECT Id FROM Customer__c WHERE 1 = 1 AND Active__c;

SELECT Id FROM Customer__c WHERE 1 = 2 OR Active__c;

SELECT Id FROM Customer__c WHERE NULL OR Active__c;

SELECT Id FROM Customer__c WHERE NOT (NULL AND Active__c);

-- many alternatives
SELECT Id FROM Customer__c WHERE Text__c = 'acme' OR Text__c = 'zebra' OR Credit__c = 100 OR Day__c = DATE '2024-02-29' OR Status__c IS NULL;

-- an alternative that the org cannot say
SELECT Id FROM Customer__c WHERE Text__c = 'acme' OR LENGTH(Text__c) = 1;

SELECT Id FROM Customer__c WHERE (Text__c = 'acme' AND LENGTH(Text__c) = 4) OR (Status__c = 'Active' AND Note__c IS NULL);

SELECT Id FROM Customer__c WHERE NOT (Text__c = 'acme' AND LENGTH(Text__c) = 4);

-- row values
SELECT Id FROM Customer__c WHERE (Text__c, Active__c) = ('acme', TRUE);

SELECT Id FROM Customer__c WHERE (Status__c, Active__c) IN (('Active', TRUE), ('closed', FALSE));

-- oracle: SELECT Id FROM Customer__c WHERE NOT (Status__c = 'Active' AND Active__c) AND NOT (Status__c = 'closed' AND NOT Active__c)
SELECT Id FROM Customer__c WHERE (Status__c, Active__c) NOT IN (('Active', TRUE), ('closed', FALSE));

-- oracle: SELECT Id FROM Customer__c WHERE Credit__c > 0 OR (Credit__c = 0 AND Share__c > 12.5)
SELECT Id FROM Customer__c WHERE (Credit__c, Share__c) > (0, 12.5);

SELECT Id, Active__c AND Credit__c > 0 AS a, Active__c OR Credit__c > 0 AS o, NOT (Credit__c > 0) AS n FROM Customer__c;
