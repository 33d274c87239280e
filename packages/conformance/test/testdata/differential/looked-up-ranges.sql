SELECT Id FROM Invoice__c WHERE Total__c > (SELECT 0.5 * MAX(Total__c) FROM Invoice__c WHERE Total__c < 1000000);

SELECT Id FROM Invoice__c WHERE Date__c >= (SELECT MAX(Date__c) FROM Invoice__c WHERE Posted__c);

SELECT Id FROM Invoice__c WHERE Date__c < (SELECT MIN(Day__c) FROM Customer__c WHERE Active__c AND Day__c > DATE '1970-01-01');

-- zones: UTC, Europe/Berlin
SELECT Id FROM Invoice__c WHERE Due__c <= (SELECT MIN(Due__c) FROM Invoice__c WHERE Due__c > TIMESTAMPTZ '2024-12-31 00:00:00Z');

-- zones: UTC, Europe/Berlin
SELECT Id FROM Invoice__c WHERE Due__c < (SELECT MAX(Due__c) + INTERVAL '0.0004 seconds' FROM Invoice__c);

-- zones: UTC, Europe/Berlin
SELECT Id FROM Invoice__c WHERE CAST(Due__c AS DATE) >= (SELECT MAX(Date__c) FROM Invoice__c WHERE Date__c < DATE '2025-02-01');

-- no value: no row is beyond it
SELECT Id FROM Invoice__c WHERE Total__c >= (SELECT MAX(Total__c) FROM Invoice__c WHERE Name = 'none');

SELECT Id FROM Invoice__c WHERE Total__c >= (SELECT Value__c FROM Single__c WHERE Name = 'none');

SELECT Id FROM Invoice__c WHERE Total__c >= (SELECT MIN(Value__c) FROM Empty__c);

-- more digits than a double tells apart
SELECT Id FROM Invoice__c WHERE Total__c >= (SELECT MAX(Total__c) FROM Invoice__c);

SELECT Id FROM Invoice__c WHERE Total__c < (SELECT MAX(Total__c) FROM Invoice__c);

SELECT Id FROM Customer__c WHERE Score__c > (SELECT MIN(Score__c) / 3 FROM Customer__c);

SELECT Id FROM Customer__c WHERE ABS(Share__c) > (SELECT MAX(Share__c) - 70 FROM Customer__c) AND Active__c;

SELECT Id FROM Customer__c WHERE Count__c * 3 > (SELECT MAX(Count__c) FROM Customer__c WHERE Count__c < 10) + 1;

-- both ends
SELECT Id FROM Invoice__c WHERE Tax__c BETWEEN (SELECT MIN(Share__c) FROM Customer__c) AND (SELECT MAX(Rate__c) FROM Customer__c WHERE Rate__c < 10);

-- an alternative keeps the others
SELECT Id FROM Invoice__c WHERE Posted__c OR Tax__c > (SELECT MAX(Share__c) / 5 FROM Customer__c);

SELECT Id FROM Invoice__c WHERE NOT (Tax__c > (SELECT MAX(Share__c) / 5 FROM Customer__c));

-- on the optional side of a join, and in groups
SELECT c.Id, COUNT(*) AS n FROM Customer__c c LEFT JOIN Invoice__c i ON i.Customer__c = c.Id WHERE i.Date__c > (SELECT MIN(Date__c) FROM Invoice__c) GROUP BY c.Id;

SELECT Status__c, n FROM (SELECT Status__c, COUNT(*) AS n FROM Invoice__c GROUP BY Status__c) g WHERE n > (SELECT MIN(Count__c) FROM Customer__c WHERE Count__c > 0);
