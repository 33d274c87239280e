-- oracle: SELECT Id FROM Customer__c WHERE Text__c = 'ACME'
-- parameters: ["ACME"]
SELECT Id FROM Customer__c WHERE Text__c = ?;

-- oracle: SELECT Id FROM Customer__c WHERE Text__c = 'O''Brien' AND Active__c = FALSE
-- parameters: ["O'Brien", false]
SELECT Id FROM Customer__c WHERE Text__c = ? AND Active__c = ?;

-- oracle: SELECT Id FROM Customer__c WHERE Credit__c > 0.1 AND Text__c <> 'zebra'
-- parameters: ["zebra", 0.1]
SELECT Id FROM Customer__c WHERE Credit__c > $2 AND Text__c <> $1;

-- oracle: SELECT Id FROM Customer__c WHERE Text__c = 'acme' OR Other__c = 'acme'
-- parameters: ["acme"]
SELECT Id FROM Customer__c WHERE Text__c = $1 OR Other__c = $1;

-- oracle: SELECT Id FROM Customer__c WHERE Status__c IN ('Active', 'closed') AND Share__c < 50
-- parameters: {"first": "Active", "second": "closed", "most": 50}
SELECT Id FROM Customer__c WHERE Status__c IN (:first, :second) AND Share__c < :most;

-- a null compares with nothing
-- oracle: SELECT Id FROM Customer__c WHERE FALSE
-- parameters: [null]
SELECT Id FROM Customer__c WHERE Text__c = ?;

-- oracle: SELECT Id FROM Customer__c WHERE FALSE
-- parameters: [null]
SELECT Id FROM Customer__c WHERE Text__c NOT IN ('acme', ?);

-- oracle: SELECT Id FROM Customer__c WHERE Text__c IS NULL
-- parameters: [null]
SELECT Id FROM Customer__c WHERE Text__c IS NOT DISTINCT FROM ?;

-- oracle: SELECT Id FROM Customer__c WHERE Day__c = DATE '2024-02-29'
-- parameters: ["2024-02-29"]
SELECT Id FROM Customer__c WHERE Day__c = ?;

-- oracle: SELECT Id FROM Customer__c WHERE Moment__c >= TIMESTAMPTZ '2025-03-09 07:00:00+00'
-- parameters: ["2025-03-09T07:00:00Z"]
SELECT Id FROM Customer__c WHERE Moment__c >= ?;

-- oracle: SELECT Id FROM Customer__c WHERE Text__c LIKE '100!%' ESCAPE '!'
-- parameters: ["100\\%"]
SELECT Id FROM Customer__c WHERE Text__c LIKE ?;

-- what looks like SQL is a text
-- oracle: SELECT Id FROM Customer__c WHERE FALSE
-- parameters: ["x' OR Name != '"]
SELECT Id FROM Customer__c WHERE Text__c = ?;

-- oracle: SELECT Id FROM Customer__c WHERE Credit__c = 1234567890123456.78
-- parameters: ["1234567890123456.78"]
SELECT Id FROM Customer__c WHERE Credit__c = ?;

-- oracle: SELECT Id FROM Customer__c ORDER BY Id LIMIT 3 OFFSET 2
-- ordered:
-- parameters: [3, 2]
SELECT Id FROM Customer__c ORDER BY Id LIMIT ? OFFSET ?;

-- oracle: SELECT Id, Credit__c + 1 AS c FROM Customer__c WHERE Credit__c < 1000 AND Credit__c > -5000
-- parameters: [1, 1000]
SELECT Id, Credit__c + ? AS c FROM Customer__c WHERE Credit__c < ? AND Credit__c > -5000;

-- oracle: SELECT Id FROM Customer__c WHERE Text__c || 'x' = 'acmex'
-- parameters: {"suffix": "x", "whole": "acmex"}
SELECT Id FROM Customer__c WHERE Text__c || :suffix = :whole;

-- oracle: SELECT COUNT(*) FROM Customer__c WHERE Active__c
-- parameters: [true]
SELECT COUNT(*) FROM Customer__c WHERE Active__c = ?;

-- fails: CERT-1005
SELECT Id FROM Customer__c WHERE Text__c = ?;

-- fails: CERT-1005
-- parameters: ["a", "b"]
SELECT Id FROM Customer__c WHERE Text__c = ?;
