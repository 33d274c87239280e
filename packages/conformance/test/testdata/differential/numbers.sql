SELECT Id, Credit__c FROM Customer__c WHERE Credit__c = 0;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c <> 0;

SELECT Id, Credit__c FROM Customer__c WHERE NOT (Credit__c = 0);

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c < 0;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c >= 0.01;

SELECT Id, Credit__c FROM Customer__c WHERE NOT (Credit__c >= 0.01);

SELECT Id, Credit__c FROM Customer__c WHERE -Credit__c > 0;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c = -0.01;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c = 0.1 OR Credit__c = 0.3;

-- eighteen digits
SELECT Id, Credit__c FROM Customer__c WHERE Credit__c = 1234567890123456.78;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c <> 1234567890123456.78;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c = -9999999999999999.99;

-- as a double these two are one
SELECT Id, Credit__c FROM Customer__c WHERE Credit__c > 1234567890123456.77;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c >= 1234567890123456.79;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c < -9999999999999999.98;

-- more digits than the column has
SELECT Id, Credit__c FROM Customer__c WHERE Credit__c > 0.005 AND Credit__c < 0.015;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c = 0.105;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c < 99999999999999999999;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c > 1e20;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c = 1e2;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c IN (0, 100, -1, 0.2);

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c NOT IN (0, 100, -1, 0.2);

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c NOT IN (0, NULL);

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c BETWEEN -1 AND 1;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c NOT BETWEEN -1 AND 1;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c BETWEEN 1 AND -1;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c BETWEEN SYMMETRIC 1 AND -1;

SELECT Id, Credit__c FROM Customer__c WHERE Credit__c IS NULL OR Credit__c = 1;

SELECT Id, Rate__c FROM Customer__c WHERE Rate__c = 0.000001;

SELECT Id, Rate__c FROM Customer__c WHERE Rate__c > 1234.56789;

-- whole numbers
SELECT Id, Count__c FROM Customer__c WHERE Count__c = 2;

SELECT Id, Count__c FROM Customer__c WHERE Count__c > 1.5;

SELECT Id, Count__c FROM Customer__c WHERE Count__c = 1.5;

SELECT Id, Count__c FROM Customer__c WHERE Count__c <> 1.5;

SELECT Id, Count__c FROM Customer__c WHERE Count__c < 9999999999;

SELECT Id, Count__c FROM Customer__c WHERE Count__c % 2 = 0;

SELECT Id, Count__c / 2 AS half, Count__c * 1.5 AS more, -Count__c AS less FROM Customer__c;

SELECT Id, Share__c FROM Customer__c WHERE Share__c = 33.33;

SELECT Id, Revenue__c FROM Customer__c WHERE Revenue__c < 0 OR Revenue__c > 10.49;

-- formulas are floating point
SELECT Id, Score__c FROM Customer__c WHERE Score__c = 1.25;

SELECT Id, Score__c FROM Customer__c WHERE Score__c <= 0;

-- arithmetic
-- oracle: SELECT Id, CAST(Credit__c AS DECIMAL(30, 2)) + Share__c, CAST(Credit__c AS DECIMAL(30, 2)) - Share__c,
--   CAST(Credit__c AS DECIMAL(30, 2)) * 2 FROM Customer__c
SELECT Id, Credit__c + Share__c AS a, Credit__c - Share__c AS b, Credit__c * 2 AS c FROM Customer__c;

SELECT Id FROM Customer__c WHERE Credit__c + 1 > 1;

-- oracle: SELECT Id FROM Customer__c WHERE CAST(Credit__c AS DECIMAL(30, 2)) * 100 = 10
SELECT Id FROM Customer__c WHERE Credit__c * 100 = 10;

SELECT Id, ABS(Credit__c) AS a FROM Customer__c WHERE ABS(Credit__c) = 1;

SELECT Id, ROUND(Rate__c, 2) AS r, ROUND(Credit__c) AS c FROM Customer__c;

SELECT Id, FLOOR(Share__c) AS f, CEIL(Share__c) AS c, SIGN(Credit__c) AS s FROM Customer__c;

SELECT Id, Share__c / NULLIF(Count__c, 0) AS q FROM Customer__c;

SELECT Id, GREATEST(Share__c, Count__c) AS g, LEAST(Share__c, Count__c) AS l FROM Customer__c;

SELECT Id, CAST(Share__c AS INTEGER) AS i, CAST(Count__c AS DECIMAL(10, 2)) AS d FROM Customer__c;

SELECT Id, CAST(Credit__c AS TEXT) AS t FROM Customer__c WHERE Credit__c > 1000;

SELECT Id FROM Customer__c WHERE CAST(Share__c AS INTEGER) = 33;

-- division by zero
-- fails: CERT-3006
SELECT Id, 1 / Count__c FROM Customer__c;

-- fails: CERT-3006
SELECT Credit__c % 0 FROM Customer__c;

SELECT 1 + 1 AS two, 7 / 2 AS three, 7 % 3 AS one, 2 * 3.5 AS seven, -(-1) AS plus;

SELECT 0.1 + 0.2 AS exact, 1e0 / 3 AS third;

SELECT Id FROM Line__c WHERE Quantity__c * Price__c > 20;

SELECT Id FROM Line__c WHERE Quantity__c = 0.001;
