WITH p AS (SELECT DATE '2024-02-01' AS d, DATE '2025-03-31' AS e) SELECT i.Id, p.d FROM Invoice__c i JOIN p ON i.Date__c >= p.d AND i.Date__c < p.e;

WITH p AS (SELECT DATE '2024-02-01' AS d) SELECT i.Id FROM p, Invoice__c i WHERE i.Date__c > p.d OR i.Posted__c;

-- zones: UTC, Europe/Berlin
WITH p AS (SELECT DATE '2025-01-01' AS d) SELECT i.Id FROM Invoice__c i, p WHERE i.Due__c >= p.d AND i.Date__c >= (SELECT d FROM p);

-- groups by constants
WITH p AS (SELECT 5 AS n, 'Draft' AS s) SELECT p.n, p.s, COUNT(*) AS c FROM Invoice__c i, p WHERE i.Status__c = p.s GROUP BY p.n, p.s;

-- ordered
WITH p AS (SELECT 2 AS n, 'b' AS s) SELECT i.Id, p.n FROM Invoice__c i CROSS JOIN p ORDER BY p.n DESC, p.s, i.Id;

WITH p AS (SELECT 5 AS n) SELECT DISTINCT p.n FROM Invoice__c i, p;

WITH p AS (SELECT 5 AS n) SELECT COUNT(*) AS c, SUM(p.n) AS s, MAX(p.n) AS m FROM Invoice__c i, p WHERE i.Tax__c > p.n;

WITH p AS (SELECT 1 AS n) SELECT i.Id, SUM(p.n) OVER (PARTITION BY p.n) AS s FROM Invoice__c i, p WHERE i.Posted__c;

-- text keeps comparing as it does
WITH p AS (SELECT 'DRAFT' AS s) SELECT i.Id FROM Invoice__c i JOIN p ON i.Status__c = p.s;

WITH p AS (SELECT CAST(NULL AS DATE) AS d) SELECT i.Id FROM Invoice__c i, p WHERE i.Date__c >= p.d OR p.d IS NULL;

WITH p AS (SELECT DATE '2024-02-01' AS d) SELECT i.Id, p.d FROM Invoice__c i LEFT JOIN p ON i.Date__c < p.d;

WITH p AS (SELECT DATE '2024-02-01' AS d) SELECT i.Id, p.d FROM Invoice__c i FULL JOIN p ON i.Date__c = DATE '1800-01-01';

SELECT i.Id, p.d FROM Invoice__c i JOIN (VALUES (DATE '2024-02-01'), (DATE '2025-01-01')) p(d) ON i.Date__c > p.d;

SELECT i.Id FROM Invoice__c i JOIN (SELECT DATE '2024-02-01' AS d WHERE 1 = 2) p ON i.Date__c > p.d;

WITH p AS (SELECT DATE '2024-02-01' AS d), q AS (SELECT i.Id FROM Invoice__c i, p WHERE i.Date__c >= p.d), r AS (SELECT i.Id FROM Invoice__c i, p WHERE i.Date__c < p.d) SELECT Id FROM q UNION ALL SELECT Id FROM r;

WITH p AS (SELECT DATE '2024-02-01' AS d) SELECT p1.d, p2.d AS e, s.Id FROM p p1 JOIN p p2 ON p1.d <= p2.d CROSS JOIN Single__c s;

WITH p AS (SELECT DATE '2024-02-01' AS d) SELECT c.Id FROM Customer__c c, p WHERE EXISTS (SELECT 1 FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Date__c > p.d);

WITH p AS (SELECT DATE '2024-02-01' AS d) SELECT c.Id, (SELECT COUNT(*) FROM Invoice__c i WHERE i.Customer__c = c.Id AND i.Date__c > p.d) AS n FROM Customer__c c, p;

WITH p AS (SELECT 3 AS n) SELECT c.Id, l.Id AS line FROM Single__c c, p, LATERAL (SELECT Id FROM Invoice__c i WHERE i.Tax__c < p.n) l;

-- constants that are looked up
SELECT Id, (SELECT 5) AS five FROM Invoice__c WHERE Tax__c > (SELECT 5) ORDER BY (SELECT 2);

SELECT COUNT(*) AS n FROM Invoice__c GROUP BY (SELECT 5) + Tax__c;

SELECT Id FROM Invoice__c WHERE Tax__c > (SELECT CAST(NULL AS INTEGER)) OR Posted__c;

SELECT Id FROM Invoice__c WHERE Status__c = (SELECT 'DRAFT');
