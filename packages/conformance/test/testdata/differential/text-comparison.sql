-- everything of a table
SELECT * FROM Customer__c;

-- case twins are equal
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'acme';

SELECT Id, Text__c FROM Customer__c WHERE 'ACME' = Text__c;

-- not equal leaves nulls out
SELECT Id, Text__c FROM Customer__c WHERE Text__c <> 'acme';

SELECT Id, Text__c FROM Customer__c WHERE NOT (Text__c = 'acme');

SELECT Id, Text__c FROM Customer__c WHERE NOT (Text__c <> 'Acme');

-- accents count
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'acmé';

SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'ÉCLAIR' OR Text__c = 'Eclair';

-- quotes
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'O''Brien';

SELECT Id, Text__c FROM Customer__c WHERE Text__c = '''''';

SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'a"b';

-- backslashes mean nothing in SQL
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'back\slash';

SELECT Id, Text__c FROM Customer__c WHERE Text__c = '\';

SELECT Id, Text__c FROM Customer__c WHERE Text__c <> '\';

-- control characters
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'line
break';

SELECT Id, Text__c FROM Customer__c WHERE Text__c = E'tab\there';

-- wildcards are plain letters here
SELECT Id, Text__c FROM Customer__c WHERE Text__c IN ('100%', '_under_', '%', '_');

-- sharp s has one upper-case letter
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'STRASSE' OR Text__c = 'straße';

-- letters beyond Latin
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'Ωmega';

SELECT Id, Text__c FROM Customer__c WHERE Text__c IN ('株式会社', '😀 smile');

-- text that looks like something else
SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'null';

SELECT Id, Text__c FROM Customer__c WHERE Text__c = 'true' OR Text__c = '0' OR Text__c = '-1' OR Text__c = '2025-01-31';

-- the empty text is no value of the org
SELECT Id FROM Customer__c WHERE Text__c = '';

SELECT Id FROM Customer__c WHERE Text__c <> '';

SELECT Id FROM Customer__c WHERE NOT (Text__c = '');

SELECT Id, Text__c FROM Customer__c WHERE Text__c IN ('', 'acme');

SELECT Id FROM Customer__c WHERE Text__c IS NULL;

SELECT Id FROM Customer__c WHERE Text__c IS NOT NULL;

SELECT Id FROM Customer__c WHERE NOT (Text__c IS NULL) AND NOT (Other__c IS NOT NULL);

-- comparing with NULL is never true
SELECT Id FROM Customer__c WHERE Text__c = NULL;

SELECT Id FROM Customer__c WHERE NOT (Text__c <> NULL);

SELECT Id FROM Customer__c WHERE Text__c IN ('acme', NULL);

SELECT Id FROM Customer__c WHERE Text__c NOT IN ('acme', NULL);

SELECT Id FROM Customer__c WHERE Text__c NOT IN ('acme', 'zebra', 'a');

SELECT Id FROM Customer__c WHERE NOT (Text__c NOT IN ('acme', 'zebra'));

SELECT Id FROM Customer__c WHERE NOT (Text__c IN ('acme', NULL));

SELECT Id FROM Customer__c WHERE NOT (Text__c NOT IN ('acme', NULL));

-- two columns
SELECT Id FROM Customer__c WHERE Text__c = Other__c;

SELECT Id FROM Customer__c WHERE Text__c <> Other__c;

SELECT Id FROM Customer__c WHERE NOT (Text__c = Other__c) AND Active__c;

-- distinct from: two nulls are alike
SELECT Id FROM Customer__c WHERE Text__c IS DISTINCT FROM Other__c;

SELECT Id FROM Customer__c WHERE Text__c IS NOT DISTINCT FROM Other__c;

SELECT Id FROM Customer__c WHERE Text__c IS DISTINCT FROM 'acme';

SELECT Id FROM Customer__c WHERE Text__c IS NOT DISTINCT FROM 'ACME';

SELECT Id FROM Customer__c WHERE Text__c IS NOT DISTINCT FROM NULL;

SELECT Id FROM Customer__c WHERE NOT (Text__c IS DISTINCT FROM 'acme');

-- ranges of text
SELECT Id, Text__c FROM Customer__c WHERE Text__c > 'm';

SELECT Id, Text__c FROM Customer__c WHERE Text__c >= 'ACME' AND Text__c <= 'b';

SELECT Id, Text__c FROM Customer__c WHERE Text__c BETWEEN 'a' AND 'acmé';

SELECT Id, Text__c FROM Customer__c WHERE Text__c NOT BETWEEN 'a' AND 'z';

SELECT Id, Text__c FROM Customer__c WHERE NOT (Text__c < 'n');

SELECT Id, Text__c FROM Customer__c WHERE Text__c BETWEEN SYMMETRIC 'z' AND 'a';

-- functions around the column
SELECT Id FROM Customer__c WHERE UPPER(Text__c) = 'ACME';

-- oracle: SELECT Id FROM Customer__c WHERE LOWER(Text__c) = LOWER('ACME')
SELECT Id FROM Customer__c WHERE LOWER(Text__c) = 'acme';

-- only a byte-wise comparison tells the cases of a function's result apart, and then they are apart
-- oracle: SELECT Id FROM Customer__c WHERE UPPER(Text__c) = UPPER('Acme')
-- without: binary — UPPER of a column never equals a text in mixed case
--  binary off — the same
--  binary flipped — the same
SELECT Id FROM Customer__c WHERE UPPER(Text__c) = 'Acme';

SELECT Id FROM Customer__c WHERE TRIM(Text__c) = 'acme';

SELECT Id, LENGTH(Text__c) AS l FROM Customer__c WHERE LENGTH(Text__c) = 4;

SELECT Id FROM Customer__c WHERE Text__c || 'x' = 'acmex';

SELECT Id, SUBSTRING(Text__c FROM 2 FOR 2) AS s FROM Customer__c WHERE SUBSTRING(Text__c FROM 2 FOR 2) = 'cm';

SELECT Id, COALESCE(Text__c, 'nothing') AS t FROM Customer__c WHERE COALESCE(Text__c, 'nothing') = 'NOTHING';

SELECT Id, NULLIF(Text__c, 'ACME') AS t FROM Customer__c WHERE NULLIF(Text__c, 'acme') IS NULL;

SELECT Id, CASE Text__c WHEN 'acme' THEN 1 WHEN 'b' THEN 2 ELSE 3 END AS c FROM Customer__c;

SELECT Id, CASE WHEN Text__c = 'ACME' THEN 'yes' WHEN Text__c IS NULL THEN 'null' END AS c FROM Customer__c;

-- case-sensitive field: twins are two
-- oracle: SELECT Id, Name FROM Region__c WHERE Id = 'a10000000000003AAA'
SELECT Id, Name FROM Region__c WHERE Code__c = 'de';

-- oracle: SELECT Id, Code__c FROM Region__c WHERE Name IN ('World')
SELECT Id, Code__c FROM Region__c WHERE Code__c = 'w';

-- oracle: SELECT Id FROM Region__c WHERE Name NOT IN ('World')
SELECT Id FROM Region__c WHERE Code__c <> 'w';

-- oracle: SELECT Id FROM Region__c WHERE Name IN ('World', 'Bavaria')
-- without: binary — 'BAVARIA' is spelled in mixed case
--  binary off — the same
--  binary flipped — the same
SELECT Id FROM Region__c WHERE Code__c IN ('w', 'by', 'LO');

-- names differ in case alone
SELECT Id FROM Region__c WHERE Name = 'germany';

-- picklists
SELECT Id FROM Customer__c WHERE Status__c = 'active';

SELECT Id FROM Customer__c WHERE Status__c <> 'Closed';

SELECT Id FROM Customer__c WHERE Status__c NOT IN ('On Hold', 'Prospect');

SELECT Id FROM Customer__c WHERE Status__c > 'C';

-- formula text
SELECT Id FROM Customer__c WHERE Rating__c = 'hot';

SELECT Id FROM Customer__c WHERE Rating__c <> 'Hot';

SELECT Id FROM Customer__c WHERE Rating__c IS NULL;

-- multi-picklists are text
SELECT Id FROM Customer__c WHERE Tags__c = 'red;green';

SELECT Id FROM Customer__c WHERE Tags__c <> 'blue';

SELECT Id FROM Customer__c WHERE Tags__c LIKE '%green%';

-- oracle: SELECT Id FROM Customer__c WHERE Tags__c LIKE '%green%'
SELECT Id FROM Customer__c WHERE INCLUDES(Tags__c, 'green');

-- oracle: SELECT Id FROM Customer__c WHERE Tags__c LIKE '%red;green%' OR Tags__c LIKE '%blue%'
SELECT Id FROM Customer__c WHERE INCLUDES(Tags__c, 'red;green', 'blue');

-- oracle: SELECT Id FROM Customer__c WHERE Tags__c NOT LIKE '%red%'
SELECT Id FROM Customer__c WHERE EXCLUDES(Tags__c, 'red');

-- oracle: SELECT Id FROM Customer__c WHERE Tags__c NOT LIKE '%blue%'
SELECT Id FROM Customer__c WHERE NOT INCLUDES(Tags__c, 'blue');

-- long text cannot be filtered in the org
SELECT Id FROM Customer__c WHERE Note__c LIKE '%note 1%';

SELECT Id, Note__c FROM Customer__c WHERE Note__c IS NOT NULL AND Text__c = 'acme';

SELECT Id FROM Customer__c WHERE Email__c = 'PERSON1@example.COM';

-- an 18-character Id
SELECT Id, Name FROM Customer__c WHERE Id = 'a11000000000007AAA';

-- a 15-character Id is widened
-- oracle: SELECT Id, Name FROM Customer__c WHERE Id = 'a11000000000007AAA'
SELECT Id, Name FROM Customer__c WHERE Id = 'a11000000000007';

-- oracle: SELECT Id FROM Customer__c WHERE Region__c IN ('a10000000000001AAA', 'a10000000000002AAA')
SELECT Id FROM Customer__c WHERE Region__c IN ('a10000000000001', 'a10000000000002AAA');

SELECT Id FROM Customer__c WHERE Region__c <> 'a10000000000001AAA';

SELECT Id FROM Customer__c WHERE Region__c NOT IN ('a10000000000001AAA', 'a10000000000003AAA');

-- what is no Id is no record's
SELECT Id FROM Customer__c WHERE Id = 'nonsense';

SELECT Id FROM Customer__c WHERE Id <> 'nonsense';

SELECT Id FROM Customer__c WHERE Region__c = '';

SELECT COUNT(*) FROM Customer__c WHERE Id > 'a11000000000040AAA';

-- a text without letters is nobody's twin
SELECT Id, Text__c FROM Customer__c WHERE Text__c || '' = '100%' OR Text__c || '' IN ('0', '-1', '_', '2025-01-31');

SELECT Id, Text__c FROM Customer__c WHERE Text__c || '' >= '0' AND Text__c || '' < '@';

SELECT Id, Text__c FROM Customer__c WHERE Text__c || '' > '[' OR Text__c || '' < '_' OR Text__c || '' >= '~';

SELECT Id, Text__c FROM Customer__c WHERE Text__c || '' LIKE '%1%' OR Text__c || '' ILIKE '2%' OR Text__c || '' NOT LIKE '%_ %';
