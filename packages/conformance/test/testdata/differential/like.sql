SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'ac%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '%E';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '%cm%';

-- exactly one letter
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '_';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'acm_';

-- every text, but no null
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c NOT LIKE '%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c NOT LIKE 'a%';

SELECT Id, Text__c FROM Customer__c WHERE NOT (Text__c NOT LIKE 'a%');

SELECT Id, Text__c FROM Customer__c WHERE NOT (Text__c LIKE '%a%' OR Text__c LIKE '%e%');

-- no wildcard
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'acme';

SELECT Id, Text__c FROM Customer__c WHERE Text__c NOT LIKE 'ACME';

-- percent as a letter
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '100!%' ESCAPE '!';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '%!%%' ESCAPE '!';

-- underline as a letter
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '#_%' ESCAPE '#';

SELECT Id, Text__c FROM Customer__c WHERE Text__c NOT LIKE '#_%' ESCAPE '#';

-- the escape itself as a letter
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '%\\%' ESCAPE '\';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '%!!%' ESCAPE '!';

-- PostgreSQL's backslash escapes where nothing is said
-- oracle: SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '100\%' ESCAPE '\'
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '100\%';

-- oracle: SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '\_under\_' ESCAPE '\'
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '\_under\_';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'O''B%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '%"%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'm_ller%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'MÜ%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'ω%';

-- a letter beyond 16 bits is one letter
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '_ smile';

SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE '_式__';

-- a wildcard matches a line break
SELECT Id, Text__c FROM Customer__c WHERE Text__c LIKE 'line_break' OR Text__c LIKE 'tab%here';

SELECT Id, Text__c FROM Customer__c WHERE Text__c ILIKE 'AC%';

SELECT Id, Text__c FROM Customer__c WHERE Text__c NOT ILIKE '%A%';

SELECT Id FROM Customer__c WHERE Text__c LIKE NULL;

SELECT Id FROM Customer__c WHERE NOT (Text__c LIKE NULL) OR Active__c;

SELECT Id FROM Customer__c WHERE Text__c LIKE '';

SELECT Id FROM Customer__c WHERE Text__c NOT LIKE '';

-- a pattern from a column
SELECT Id FROM Customer__c WHERE Text__c LIKE Other__c AND Other__c <> '\';

SELECT Id FROM Customer__c WHERE Other__c <> 'a' AND Text__c NOT LIKE Other__c ESCAPE '!';

-- a pattern that ends with the escape character
-- fails: CERT-3003
SELECT Id FROM Customer__c WHERE Text__c LIKE Other__c;

SELECT Id FROM Customer__c WHERE Status__c LIKE '%o%';

SELECT Id FROM Customer__c WHERE Status__c NOT LIKE 'A%';

SELECT Id FROM Customer__c WHERE Email__c LIKE '%@example.com';

-- oracle: SELECT i.Id FROM Invoice__c i WHERE i.Memo__c LIKE '%!%' ESCAPE '!' OR i.Memo__c LIKE '%{%'
SELECT i.Id FROM Invoice__c i WHERE i.Memo__c LIKE '%\%' OR i.Memo__c LIKE '%{%';

SELECT Id, STARTS_WITH(Text__c, 'ac') AS s FROM Customer__c WHERE Text__c IS NOT NULL;

-- regular expressions
-- oracle: SELECT Id FROM Customer__c WHERE regexp_matches(Text__c, '^AC')
-- without: binary — a byte-wise match finds lower case only
--  binary off — the same
--  binary flipped — the same
SELECT Id FROM Customer__c WHERE Text__c ~* '^ac';
