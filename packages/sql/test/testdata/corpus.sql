-- One statement per line. Sections marked "postgresql" are accepted by PostgreSQL too; those marked "certsql" need not be.

-- postgresql: select lists
SELECT 1
SELECT *
SELECT Id, Name FROM Account
SELECT a.* FROM Account a
SELECT a.*, b.Name FROM Account a, Contact b
SELECT public.Account.* FROM public.Account
SELECT Id AS key, Name AS "customer name" FROM Account
SELECT Id key, Name customer FROM Account
SELECT a.Name AS select, a.Id AS from FROM Account a
SELECT a.order, a.group, a.case FROM t a
SELECT DISTINCT Industry FROM Account
SELECT ALL Industry FROM Account
SELECT DISTINCT ON (Industry) Industry, Name FROM Account ORDER BY Industry, Name
SELECT DISTINCT ON (a, b + 1) * FROM t
SELECT (1)
SELECT ((((1))))
SELECT 1, 2, 3
SELECT NULL, TRUE, FALSE
SELECT "Na""me" FROM "Acc ount"
SELECT Größe, naïve_ñame, 名前 FROM Übersicht
SELECT _a, a1, a$b FROM t
SELECT date, name, type, status, value, language, role, year, month, day, hour FROM t
SELECT first, last, next, rows, range, filter, over, partition, source, matched FROM t
SELECT t.name, t.type, t.end, t.user, t.limit FROM t
SELECT name, type FROM t AS date
SELECT begin, commit, work, zone, temp, view, text, json FROM t

-- postgresql: literals
SELECT 'text', 'it''s', '', ' '
SELECT E'line\nbreak', E'tab\there', E'quote\'s', E'back\\slash', E'\x41\u00e9\U0001F600\101'
SELECT $$dollar 'quoted'$$, $tag$with $$ inside$tag$
SELECT N'national'
SELECT 0, 42, 007, 1.5, .5, 5., 1e6, 1E-6, 1.5e+10, 123456789012345678901234567890
SELECT -1, +1, - 1, -1.5
SELECT DATE '2025-01-31', TIME '10:30:00', TIMESTAMP '2025-01-31 10:30:00', TIMESTAMPTZ '2025-01-31 10:30:00Z'
SELECT TIMESTAMP WITH TIME ZONE '2025-01-31 10:30:00+01'
SELECT TIMESTAMP WITHOUT TIME ZONE '2025-01-31 10:30:00'
SELECT INTERVAL '60' DAY, INTERVAL '1 month', INTERVAL '1 month 3 days', INTERVAL '-2' YEAR, INTERVAL '90' SECOND
SELECT INTERVAL '5' HOUR, INTERVAL '5' MINUTE, INTERVAL '5' MONTH
SELECT CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP, LOCALTIME, LOCALTIMESTAMP, CURRENT_USER
SELECT ARRAY[1, 2, 3], ARRAY['a'], ARRAY[]::text[]
SELECT ROW(1, 2), ROW(1), ROW(), (1, 2), (1, 'a', NULL)
SELECT 'a' -- a comment
SELECT 1 /* a comment */ + /* another /* nested */ one */ 2
SELECT 1 -- at the end
SELECT 'no -- comment', 'no /* comment */'
SELECT '😀', 'ünïcödé', '日本語'

-- postgresql: operators and their precedence
SELECT 1 + 2 * 3 - 4 / 5 % 6
SELECT (1 + 2) * 3
SELECT 2 ^ 3 ^ 2, 2 ^ (3 ^ 2), -2 ^ 2, -(2 ^ 2)
SELECT a - b - c, a - (b - c), (a - b) - c
SELECT a / b / c, a / (b / c)
SELECT - - 1, - (-1), -(+1)
SELECT a || b || 'c', a || (b || 'c')
SELECT a || b + 1, (a || b) + 1
SELECT a -> 'b' ->> 'c', a #> '{b,c}', a #>> '{b,c}'
SELECT a ~ '^x', a ~* '^x', a !~ '^x', a !~* '^x'
SELECT a = b, a <> b, a != b, a < b, a <= b, a > b, a >= b
SELECT a + 1 = b * 2, (a = b) = (c = d), (a = b) = c
SELECT a AND b OR c AND d, a AND (b OR c) AND d
SELECT NOT a AND b, NOT (a AND b), NOT a = b, (NOT a) = b
SELECT NOT NOT a, NOT (NOT a)
SELECT a OR b OR c, a OR (b OR c), (a OR b) OR c
SELECT NOT a IS NULL, (NOT a) IS NULL, NOT a BETWEEN 1 AND 2
SELECT a = b IS NULL, a = (b IS NULL)
SELECT -a::integer, (-a)::integer, -(a::integer)
SELECT a + b::numeric(10, 2) * c
SELECT a::text || b::text, (a || b)::text
SELECT a::int::text::date
SELECT a::timestamp AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Berlin'
SELECT a + b AT TIME ZONE 'UTC', (a + b) AT TIME ZONE 'UTC'
SELECT -a AT TIME ZONE 'UTC'
SELECT a COLLATE "C" || b COLLATE "C", (a || b) COLLATE "C"
SELECT a COLLATE "C" < b, a < b COLLATE "C"
SELECT a[1], a[1][2], a[b[1]], a[1 + 2]
SELECT (a || b)[1], (ARRAY[1, 2])[1], (f(x))[1]
SELECT a[1]::int, -a[1], a[1] + a[2]
SELECT (a, b) = (1, 2), (a, b) < (c, d), ROW(a, b) = ROW(1, 2)
SELECT a < b AND b < c, (a < b) = (b < c)

-- postgresql: predicates
SELECT a IS NULL, a IS NOT NULL, a ISNULL, a NOTNULL
SELECT a IS TRUE, a IS NOT TRUE, a IS FALSE, a IS NOT FALSE, a IS UNKNOWN, a IS NOT UNKNOWN
SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b
SELECT a + 1 IS DISTINCT FROM b * 2
SELECT (a IS NULL) IS TRUE, (a IS NULL) = (b IS NULL)
SELECT a BETWEEN 1 AND 2, a NOT BETWEEN 1 AND 2
SELECT a BETWEEN SYMMETRIC 2 AND 1, a NOT BETWEEN SYMMETRIC 2 AND 1
SELECT a BETWEEN b + 1 AND c * 2 AND d
SELECT a BETWEEN 1 AND 2 AND b BETWEEN 3 AND 4 OR c
SELECT a BETWEEN (b AND c) AND (d OR e)
SELECT a IN (1), a IN (1, 2, 3), a NOT IN (1, 2, 3)
SELECT a IN ('x', 'y', NULL), (a, b) IN ((1, 2), (3, 4))
SELECT a IN (SELECT b FROM t), a NOT IN (SELECT b FROM t)
SELECT a IN ((SELECT b FROM t), 2), a IN ((SELECT b FROM t))
SELECT (a, b) IN (SELECT c, d FROM t)
SELECT a + 1 IN (2, 3), a || b IN ('x')
SELECT a LIKE 'x%', a NOT LIKE 'x%', a ILIKE 'x%', a NOT ILIKE 'x%'
SELECT a LIKE 'x!%' ESCAPE '!', a NOT LIKE 'x!_' ESCAPE '!', a ILIKE 'x!%' ESCAPE '!'
SELECT a LIKE b || '%', a LIKE 'x%' AND b LIKE 'y%'
SELECT EXISTS (SELECT 1), NOT EXISTS (SELECT 1 FROM t)
SELECT a = ANY (SELECT b FROM t), a <> ALL (SELECT b FROM t), a > SOME (SELECT b FROM t)
SELECT a + 1 >= ALL (SELECT b FROM t) AND c
SELECT a = ANY (ARRAY[1, 2, 3]), a <> ALL (ARRAY['x', 'y'])
SELECT a IN (1, 2) IS TRUE, a LIKE 'x' IS NOT TRUE
SELECT a = b OR c = d AND e <> f

-- postgresql: case, casts and special forms
SELECT CASE WHEN a THEN 1 END
SELECT CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END
SELECT CASE a WHEN 1 THEN 'one' WHEN 2 THEN 'two' ELSE 'many' END
SELECT CASE WHEN a > 1 AND b < 2 THEN CASE WHEN c THEN 1 ELSE 2 END ELSE 3 END
SELECT CASE WHEN a THEN b END + 1, -CASE WHEN a THEN 1 END
SELECT CAST(a AS integer), CAST('1' AS numeric(18, 2)), CAST(a AS varchar(10)), CAST(a AS double precision)
SELECT CAST(a AS timestamp with time zone), CAST(a AS timestamp(3) without time zone), CAST(a AS time(0) with time zone)
SELECT CAST(a AS character varying(255)), CAST(a AS text[]), CAST(a AS integer[][])
SELECT a::date, a::decimal(18, 2), a::timestamptz, a::bool, '1'::int4
SELECT CAST(CAST(a AS text) AS date), CAST(a::text AS date)
SELECT EXTRACT(YEAR FROM d), EXTRACT(month FROM d), EXTRACT('dow' FROM d), EXTRACT(EPOCH FROM d - e)
SELECT SUBSTRING(a FROM 2 FOR 3), SUBSTRING(a FROM 2), SUBSTRING(a FOR 3), SUBSTRING(a, 2, 3), SUBSTRING(a, 2)
SELECT POSITION('x' IN a), POSITION(a || 'b' IN c || 'd')
SELECT TRIM(a), TRIM(BOTH FROM a), TRIM(LEADING '0' FROM a), TRIM(TRAILING ' ' FROM a), TRIM(BOTH 'x' FROM a), TRIM('x' FROM a)
SELECT TRIM(a, 'x'), TRIM(LEADING FROM a)
SELECT OVERLAY(a PLACING 'x' FROM 2 FOR 3), OVERLAY(a PLACING 'x' FROM 2), OVERLAY(a, 'x', 2, 3)
SELECT COALESCE(a, b, 0), NULLIF(a, 0), GREATEST(a, b), LEAST(a, b)
SELECT LEFT(a, 2), RIGHT(a, 2), REPLACE(a, 'x', 'y'), CONCAT(a, b)
SELECT CHAR_LENGTH(a), OCTET_LENGTH(a), LOWER(a), UPPER(a), INITCAP(a)
SELECT DATE_TRUNC('month', d), DATE_PART('year', d), AGE(d), NOW(), TO_CHAR(d, 'YYYY-MM')
SELECT pg_catalog.lower(a), my_schema.my_function(1, 2)
SELECT row_number() OVER () = 1

-- postgresql: aggregates and windows
SELECT COUNT(*), COUNT(a), COUNT(DISTINCT a), SUM(a), AVG(a), MIN(a), MAX(a) FROM t
SELECT COUNT(ALL a), SUM(DISTINCT a + b) FROM t
SELECT COUNT(*) FILTER (WHERE a > 1), SUM(b) FILTER (WHERE a IS NULL AND c) FROM t
SELECT STRING_AGG(a, ', ' ORDER BY b DESC NULLS LAST, c), STRING_AGG(DISTINCT a, ',') FROM t
SELECT ARRAY_AGG(a ORDER BY b), JSON_AGG(a) FROM t
SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY a), MODE() WITHIN GROUP (ORDER BY a DESC) FROM t
SELECT PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY a) FILTER (WHERE b) FROM t
SELECT SUM(a) OVER () FROM t
SELECT SUM(a) OVER (PARTITION BY b), SUM(a) OVER (PARTITION BY b, c ORDER BY d) FROM t
SELECT ROW_NUMBER() OVER (ORDER BY a DESC), RANK() OVER (ORDER BY a), DENSE_RANK() OVER (ORDER BY a NULLS FIRST) FROM t
SELECT LAG(a) OVER (ORDER BY b), LEAD(a, 2, 0) OVER (ORDER BY b), NTILE(4) OVER (ORDER BY b) FROM t
SELECT FIRST_VALUE(a) OVER (ORDER BY b ROWS UNBOUNDED PRECEDING) FROM t
SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t
SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING) FROM t
SELECT SUM(a) OVER (ORDER BY b RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) FROM t
SELECT SUM(a) OVER (ORDER BY b GROUPS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) FROM t
SELECT SUM(a) OVER (ORDER BY b ROWS CURRENT ROW EXCLUDE GROUP) FROM t
SELECT SUM(a) OVER (ORDER BY b ROWS 2 PRECEDING EXCLUDE TIES) FROM t
SELECT SUM(a) OVER (ORDER BY b ROWS 2 PRECEDING EXCLUDE NO OTHERS) FROM t
SELECT SUM(a) OVER w, AVG(a) OVER (w ORDER BY c) FROM t WINDOW w AS (PARTITION BY b)
SELECT SUM(a) OVER w FROM t WINDOW w AS (PARTITION BY b), v AS (w ORDER BY c ROWS 1 PRECEDING)
SELECT SUM(SUM(a)) OVER (PARTITION BY b) FROM t GROUP BY b
SELECT 100.0 * SUM(a) / NULLIF(SUM(SUM(a)) OVER (PARTITION BY b), 0) FROM t GROUP BY b
SELECT SUM(a) FILTER (WHERE b > 0) OVER (ORDER BY c) FROM t
SELECT SUM(a) OVER w FROM t WINDOW w AS ()

-- postgresql: from and joins
SELECT 1 FROM a, b, c
SELECT 1 FROM a AS x, b y, c AS z (p, q), d w (r)
SELECT 1 FROM a JOIN b ON a.id = b.id
SELECT 1 FROM a INNER JOIN b ON a.id = b.id AND b.x > 1
SELECT 1 FROM a LEFT JOIN b ON a.id = b.id LEFT OUTER JOIN c ON b.id = c.id
SELECT 1 FROM a RIGHT JOIN b ON a.id = b.id RIGHT OUTER JOIN c ON TRUE
SELECT 1 FROM a FULL JOIN b ON a.id = b.id FULL OUTER JOIN c USING (id)
SELECT 1 FROM a CROSS JOIN b CROSS JOIN c
SELECT 1 FROM a JOIN b USING (id) JOIN c USING (id, name)
SELECT 1 FROM a NATURAL JOIN b NATURAL LEFT JOIN c NATURAL INNER JOIN d NATURAL FULL OUTER JOIN e
SELECT 1 FROM (a JOIN b ON a.id = b.id) JOIN c ON b.id = c.id
SELECT 1 FROM a JOIN (b JOIN c ON b.id = c.id) ON a.id = b.id
SELECT 1 FROM a JOIN b JOIN c ON b.id = c.id ON a.id = b.id
SELECT 1 FROM a JOIN b CROSS JOIN c ON a.id = c.id
SELECT 1 FROM (a CROSS JOIN b), c
SELECT 1 FROM (SELECT 1) x
SELECT 1 FROM (SELECT 1) AS x (a), (SELECT 2) AS y (b)
SELECT 1 FROM (SELECT a FROM t UNION SELECT b FROM u) x
SELECT 1 FROM ((SELECT a FROM t) UNION (SELECT b FROM u)) x
SELECT 1 FROM ((SELECT a FROM t) x JOIN u ON TRUE)
SELECT 1 FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, name)
SELECT 1 FROM a, LATERAL (SELECT a.x) l
SELECT 1 FROM a CROSS JOIN LATERAL (SELECT b.y FROM b WHERE b.id = a.id LIMIT 1) AS l
SELECT 1 FROM a LEFT JOIN LATERAL unnest(a.items) AS i (item) ON TRUE
SELECT 1 FROM generate_series(1, 10) AS g (n), generate_series(1, 2) WITH ORDINALITY AS h (m, o)
SELECT 1 FROM generate_series(1, 10)
SELECT 1 FROM public.a, other.b AS c
SELECT 1 FROM t AS name JOIN u AS type ON name.id = type.id
SELECT 1 FROM t first, u last, v rows
SELECT i.Name FROM codaInvoice__c i
SELECT a FROM t WHERE x = (SELECT MAX(x) FROM t)
SELECT (SELECT 1), (SELECT a FROM t LIMIT 1) + 1
SELECT ((SELECT 1) UNION SELECT 2), ((SELECT 1)), ((SELECT 1) + 1)
SELECT abs((SELECT 1)), COALESCE((SELECT 1), 0)

-- postgresql: where, group, having, order
SELECT a FROM t WHERE b
SELECT a FROM t WHERE b = 1 AND (c = 2 OR d = 3) AND NOT e
SELECT a, COUNT(*) FROM t GROUP BY a
SELECT a, b, COUNT(*) FROM t GROUP BY a, b HAVING COUNT(*) > 1 AND SUM(c) <> 0
SELECT a + 1, COUNT(*) FROM t GROUP BY a + 1, 2
SELECT COUNT(*) FROM t HAVING COUNT(*) > 1
SELECT a, b FROM t GROUP BY (a, b)
SELECT a, b FROM t GROUP BY (a), ((b))
SELECT a, b FROM t GROUP BY ROW(a, b)
SELECT COUNT(*) FROM t GROUP BY ()
SELECT a, b FROM t GROUP BY ROLLUP (a, b)
SELECT a, b FROM t GROUP BY CUBE (a, (b, c))
SELECT a, b FROM t GROUP BY GROUPING SETS ((a, b), (a), b, ())
SELECT a, b FROM t GROUP BY a, ROLLUP (b, c), CUBE (d)
SELECT a FROM t GROUP BY GROUPING SETS (ROLLUP (a, b), CUBE (c))
SELECT GROUPING(a), a FROM t GROUP BY ROLLUP (a)
SELECT a FROM t ORDER BY a
SELECT a FROM t ORDER BY a ASC, b DESC, c NULLS FIRST, d DESC NULLS LAST, 1
SELECT a FROM t ORDER BY a + b, CASE WHEN c THEN 1 ELSE 2 END, LOWER(d) COLLATE "C"
SELECT EXTRACT(YEAR FROM d) AS yr FROM t GROUP BY EXTRACT(YEAR FROM d) ORDER BY yr

-- postgresql: limit and offset
SELECT a FROM t LIMIT 10
SELECT a FROM t LIMIT 10 OFFSET 20
SELECT a FROM t OFFSET 20 LIMIT 10
SELECT a FROM t LIMIT ALL
SELECT a FROM t LIMIT NULL
SELECT a FROM t LIMIT ALL OFFSET 5
SELECT a FROM t OFFSET 5 ROWS
SELECT a FROM t OFFSET 5 ROW FETCH NEXT ROW ONLY
SELECT a FROM t FETCH FIRST 10 ROWS ONLY
SELECT a FROM t FETCH FIRST ROW ONLY
SELECT a FROM t OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY
SELECT a FROM t ORDER BY a FETCH FIRST 10 ROWS WITH TIES
SELECT a FROM t ORDER BY a OFFSET 2 ROWS FETCH NEXT (1 + 2) ROWS WITH TIES
SELECT a FROM t LIMIT 1 + 2 OFFSET 3 * 4
SELECT a FROM t LIMIT (SELECT 5)
SELECT a FROM t LIMIT $1 OFFSET $2

-- postgresql: set operations
SELECT 1 UNION SELECT 2
SELECT 1 UNION ALL SELECT 2 UNION DISTINCT SELECT 3
SELECT 1 INTERSECT SELECT 2 INTERSECT ALL SELECT 3
SELECT 1 EXCEPT SELECT 2 EXCEPT ALL SELECT 3
SELECT 1 UNION SELECT 2 INTERSECT SELECT 3
(SELECT 1 UNION SELECT 2) INTERSECT SELECT 3
SELECT 1 UNION (SELECT 2 UNION SELECT 3)
SELECT 1 EXCEPT (SELECT 2 EXCEPT SELECT 3)
SELECT 1 INTERSECT SELECT 2 UNION SELECT 3 EXCEPT SELECT 4
(SELECT 1) UNION (SELECT 2)
(SELECT 1 ORDER BY 1 LIMIT 1) UNION ALL (SELECT 2 LIMIT 1) ORDER BY 1 LIMIT 2
SELECT a FROM t UNION SELECT b FROM u ORDER BY 1 LIMIT 5 OFFSET 1
((SELECT 1))
(SELECT 1 LIMIT 1)
((SELECT 1) UNION SELECT 2) LIMIT 1
VALUES (1)
VALUES (1, 'a'), (2, 'b') ORDER BY 1 DESC LIMIT 1
VALUES (1) UNION SELECT 2
SELECT 1 UNION VALUES (2), (3)
VALUES ((SELECT 1)), ((SELECT 2))
(VALUES (1)) UNION ALL (VALUES (2))

-- postgresql: with
WITH a AS (SELECT 1) SELECT * FROM a
WITH a AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a, b
WITH a (x, y) AS (SELECT 1, 2) SELECT x FROM a
WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) SELECT 1
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n
WITH RECURSIVE a AS (SELECT 1), b AS (SELECT * FROM a) SELECT * FROM b
WITH a AS (WITH b AS (SELECT 1) SELECT * FROM b) SELECT * FROM a
WITH a AS (VALUES (1), (2)) SELECT * FROM a
WITH a AS (SELECT 1) (SELECT * FROM a) UNION SELECT 2 ORDER BY 1
SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) x
SELECT 1 UNION (WITH a AS (SELECT 1) SELECT * FROM a)
WITH type AS (SELECT 1), date AS (SELECT 2) SELECT * FROM type, date

-- postgresql: parameters
SELECT $1
SELECT $1, $2, $1
SELECT $1::text, CAST($2 AS date)
SELECT a FROM t WHERE a = $1 AND b IN ($2, $3) LIMIT $4
SELECT $1[1], $1 + $2

-- postgresql: insert
INSERT INTO Account (Name) VALUES ('Acme')
INSERT INTO Account (Name, Industry) VALUES ('Acme', 'Energy'), ('Beta', NULL)
INSERT INTO Account VALUES (1, 2, 3)
INSERT INTO Account DEFAULT VALUES
INSERT INTO Account (Name, Rating) VALUES ('Acme', DEFAULT), (DEFAULT, 'Hot')
INSERT INTO Account (Name) SELECT Name FROM Contact
INSERT INTO Account (Name) (SELECT Name FROM Contact)
INSERT INTO Account AS a (Name) VALUES ('Acme') RETURNING a.Id
INSERT INTO Account (Name) VALUES ('Acme') RETURNING *
INSERT INTO Account (Name) VALUES ('Acme') RETURNING Id, Name AS label
INSERT INTO t (a) SELECT 1 UNION SELECT 2
INSERT INTO t (a) WITH x AS (SELECT 1) SELECT * FROM x
WITH x AS (SELECT 1 AS a) INSERT INTO t (a) SELECT a FROM x
INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING
INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a) DO NOTHING
INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = 3, c = DEFAULT
INSERT INTO t (a, b) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET b = excluded.b WHERE t.c > 1 RETURNING a
INSERT INTO t (a) SELECT x FROM u JOIN v ON u.id = v.id ON CONFLICT (a) DO NOTHING
INSERT INTO t (a) SELECT x FROM u ON CONFLICT (a) DO NOTHING

-- postgresql: update, delete, merge
UPDATE Account SET Name = 'Acme'
UPDATE Account SET Name = 'Acme', Industry = NULL WHERE Id = '001'
UPDATE Account a SET Name = a.Name || '!' WHERE a.Id IN (SELECT AccountId FROM Contact)
UPDATE Account AS a SET Industry = DEFAULT
UPDATE t SET a = b + 1, c = (SELECT MAX(d) FROM u) FROM u, v JOIN w ON v.id = w.id WHERE t.id = u.id RETURNING t.id, a AS b
WITH x AS (SELECT 1 AS id) UPDATE t SET a = 1 FROM x WHERE t.id = x.id
UPDATE t SET a = CASE WHEN b THEN 1 ELSE 2 END
DELETE FROM Account
DELETE FROM Account WHERE Name LIKE 'x%'
DELETE FROM Account AS a WHERE a.Id = '001' RETURNING *
DELETE FROM Account a USING Contact c, Task k WHERE c.AccountId = a.Id AND k.WhoId = c.Id
WITH x AS (SELECT 1 AS id) DELETE FROM t USING x WHERE t.id = x.id RETURNING t.id
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE
MERGE INTO t AS a USING (SELECT 1 AS id) AS s ON a.id = s.id WHEN MATCHED THEN UPDATE SET x = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.x > 1 THEN UPDATE SET a = 1, b = DEFAULT WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED AND s.y THEN INSERT VALUES (1, 2) WHEN NOT MATCHED THEN DO NOTHING
MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED BY SOURCE AND t.x THEN UPDATE SET y = 1
WITH x AS (SELECT 1 AS id) MERGE INTO t USING x ON t.id = x.id WHEN MATCHED THEN DELETE
MERGE INTO t USING a JOIN b ON a.id = b.id ON t.id = a.id WHEN MATCHED THEN DELETE RETURNING t.id

-- postgresql: everything else
BEGIN
BEGIN TRANSACTION
BEGIN WORK
START TRANSACTION
COMMIT
COMMIT WORK
COMMIT TRANSACTION
ROLLBACK
ROLLBACK TRANSACTION
ROLLBACK TO SAVEPOINT here
ROLLBACK TO here
ROLLBACK WORK TO SAVEPOINT here
SAVEPOINT here
RELEASE SAVEPOINT here
RELEASE here
SET search_path = public
SET search_path TO 'public'
SET work_mem = 64
SET my.setting = 'on'
SET my.setting = on
SET my.setting TO DEFAULT
SET TIME ZONE 'Europe/Berlin'
SHOW search_path
SHOW ALL
RESET search_path
RESET ALL
EXPLAIN SELECT 1
EXPLAIN ANALYZE SELECT 1
EXPLAIN (ANALYZE) SELECT 1
EXPLAIN (FORMAT JSON) SELECT 1
EXPLAIN (ANALYZE, FORMAT JSON) SELECT a FROM t
EXPLAIN (FORMAT TEXT) INSERT INTO t (a) VALUES (1)
EXPLAIN UPDATE t SET a = 1
EXPLAIN DELETE FROM t
EXPLAIN WITH a AS (SELECT 1) SELECT * FROM a
CALL refresh()
CALL refresh(1, 'a', NULL)
CALL refresh(name => 'a', depth => 1 + 2)
CALL schema.refresh(a => 1)
COPY (SELECT a FROM t) TO 'file.csv'
COPY (SELECT a FROM t) TO 'file.csv' WITH (FORMAT csv, HEADER true, DELIMITER ';')
COPY (SELECT a FROM t) TO 'file.csv' (FORMAT csv, HEADER)
COPY t TO 'file.csv'
COPY t (a, b) TO 'file.csv' (FORMAT csv)
COPY t FROM 'file.csv'
COPY t (a, b) FROM 'file.csv' WITH (FORMAT csv, HEADER true)
CREATE TEMP TABLE x AS SELECT 1
CREATE TEMPORARY TABLE x AS (SELECT 1)
CREATE TEMP TABLE IF NOT EXISTS x AS SELECT a FROM t WHERE b
CREATE TEMP TABLE x AS WITH a AS (SELECT 1) SELECT * FROM a
CREATE TEMP TABLE x AS VALUES (1), (2)
CREATE TEMP VIEW v AS SELECT 1
CREATE OR REPLACE TEMP VIEW v (a, b) AS SELECT 1, 2
CREATE TEMPORARY VIEW v AS SELECT a FROM t
DROP TABLE x
DROP TABLE IF EXISTS x
DROP VIEW v
DROP VIEW IF EXISTS v

-- postgresql: business questions
SELECT co.Name AS company, a.Name AS customer, SUM(tli.c2g__HomeOutstandingValue__c) AS total FROM c2g__codaTransactionLineItem__c tli JOIN c2g__codaTransaction__c t ON t.Id = tli.c2g__Transaction__c JOIN c2g__codaCompany__c co ON co.Id = t.c2g__OwnerCompany__c JOIN Account a ON a.Id = tli.c2g__Account__c WHERE tli.c2g__LineType__c = 'Account' GROUP BY co.Name, a.Name HAVING SUM(tli.c2g__HomeOutstandingValue__c) <> 0 ORDER BY total DESC
SELECT SUM(CASE WHEN CURRENT_DATE - c2g__DueDate__c BETWEEN 1 AND 30 THEN c2g__OutstandingValue__c ELSE 0 END) AS d1_30, SUM(CASE WHEN CURRENT_DATE - c2g__DueDate__c > 30 THEN c2g__OutstandingValue__c ELSE 0 END) AS d30_plus FROM c2g__codaInvoice__c WHERE c2g__InvoiceStatus__c = 'Complete'
SELECT p.Name, m.month, SUM(tc.pse__Total_Hours__c) FROM pse__Proj__c p JOIN pse__Timecard__c tc ON tc.pse__Project__c = p.Id CROSS JOIN LATERAL (SELECT DATE_TRUNC('month', tc.pse__Start_Date__c) AS month) m GROUP BY p.Name, m.month
SELECT a.Name FROM Account a WHERE NOT EXISTS (SELECT 1 FROM Task k WHERE k.WhatId = a.Id AND k.ActivityDate >= CURRENT_DATE - INTERVAL '14' DAY)
SELECT Name, ROW_NUMBER() OVER (PARTITION BY c2g__Account__c ORDER BY c2g__InvoiceTotal__c DESC) AS rn FROM c2g__codaInvoice__c ORDER BY rn LIMIT 10
SELECT x.Name FROM (SELECT Name, RANK() OVER (ORDER BY AnnualRevenue DESC NULLS LAST) AS r FROM Account) x WHERE x.r <= 10
SELECT c2g__Account__r.Name, c2g__Account__r.Owner.Name FROM c2g__codaInvoice__c
SELECT i.c2g__Account__r.Parent.Owner.Name AS owner FROM c2g__codaInvoice__c i WHERE i.c2g__Account__r.Industry = 'Energy'
SELECT COUNT(*), COUNT(DISTINCT OwnerId), MIN(CreatedDate), MAX(CreatedDate) FROM Opportunity WHERE StageName NOT IN ('Closed Won', 'Closed Lost') AND Amount > 0
SELECT DATE_TRUNC('quarter', CloseDate) AS q, SUM(Amount) AS amount FROM Opportunity WHERE IsWon = TRUE GROUP BY DATE_TRUNC('quarter', CloseDate) ORDER BY q
SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE 'c2g__%' ORDER BY 1, 2
SELECT LOWER(Email), COUNT(*) FROM Contact GROUP BY LOWER(Email) HAVING COUNT(*) > 1
SELECT o.Name, COALESCE(SUM(l.Amount), 0) FROM Opportunity o LEFT JOIN Line l ON l.OpportunityId = o.Id AND l.Active GROUP BY o.Id, o.Name

-- certsql: names
SELECT `Name`, [Type], "Status" FROM [Account]
SELECT [a].[Name], a.`Type`, [a]."Status" FROM [Account] [a]
SELECT [Order].[Group] AS [Case] FROM [Order] JOIN [Case] ON [Order].Id = [Case].OrderId WHERE [Order].[Limit] > 1
SELECT [it's], `a``b`, [c]]d] FROM t ORDER BY [it's]
SELECT a[1], ARRAY[1, 2], x::int[], [b][1] FROM t
SELECT TOP 5 [Name] FROM [Account] ORDER BY [Name]
SELECT u.Name FROM User u
SELECT check, column, primary, user, unique, constraint FROM t
INSERT INTO [t] ([a], [b]) VALUES (1, 2)
UPDATE [t] SET [a] = 1 WHERE [b] = 2

-- certsql: more parentheses
SELECT 1 FROM ((a))
SELECT 1 FROM (a), ((b)) JOIN (c) ON TRUE
(SELECT 1 LIMIT 1) LIMIT 2
(SELECT 1 ORDER BY 1) ORDER BY 1

-- certsql: top and hints
SELECT TOP 10 * FROM Account
SELECT TOP 10 Id, Name FROM Account ORDER BY Name
SELECT TOP (5 + 5) Id FROM Account
SELECT DISTINCT TOP 3 Industry FROM Account
SELECT TOP ? Id FROM Account
SELECT TOP 5 Id FROM a UNION ALL SELECT TOP 3 Id FROM b ORDER BY 1
SELECT top, t.top FROM t
SELECT top FROM t ORDER BY top
SELECT /*+ ALL_ROWS */ * FROM Account
SELECT /*+ TRANSPORT(bulk) ALL_ROWS SCOPE(mine) */ Id FROM Account
SELECT /*+ transport(rest), pagesize(200) */ DISTINCT TOP 5 Id FROM Account
SELECT /* no hint */ 1
SELECT 1 /*+ no hint here */
SELECT /*+ */ 1

-- certsql: parameters
SELECT ?, ?
SELECT a FROM t WHERE a = ? AND b IN (?, ?) LIMIT ? OFFSET ?
SELECT :name, :other, :name
SELECT a FROM t WHERE a = :from AND b::date >= :to::date
SELECT CASE WHEN :flag THEN :a ELSE :b END
INSERT INTO t (a) VALUES (:a) RETURNING Id
CALL p(?, name => ?)

-- certsql: literals, casts and functions
SELECT INTERVAL 3 DAY, INTERVAL '2' QUARTER, INTERVAL '2' WEEK, INTERVAL '500' MILLISECOND, INTERVAL 2 DAYS
SELECT TRY_CAST(a AS date), TRY_CAST('x' AS decimal(18, 2))
SELECT LAG(a) IGNORE NULLS OVER (ORDER BY b), FIRST_VALUE(a IGNORE NULLS) OVER (ORDER BY b), LAST_VALUE(a) RESPECT NULLS OVER (ORDER BY b) FROM t
SELECT LAST_N_DAYS(30), THIS_MONTH(), toLabel(Status), FORMAT(Amount), INCLUDES(Types, 'a;b', 'c')
SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY b ORDER BY c) = 1
SELECT a, COUNT(*) FROM t GROUP BY a HAVING COUNT(*) > 1 QUALIFY RANK() OVER (ORDER BY a) < 3 ORDER BY a
SELECT * FROM soql('SELECT Id FROM Account') AS q
SELECT * FROM 'accounts.csv'
UPDATE t SET (a, b.c) = (1, 2), d = DEFAULT, (e, f) = (SELECT x, y FROM u), (g) = ROW(1)
MERGE INTO t USING u ON TRUE WHEN MATCHED THEN UPDATE SET (a, b) = (u.a, u.b)
SELECT f.a FROM 'it''s.csv' f, 'b.json' AS g (x, y) JOIN LATERAL read_csv('c.txt', delim = ';', header = false) c ON TRUE
INSERT INTO Account (Name) SELECT name FROM 'accounts.csv' WHERE name <> ''
SELECT q.Id FROM soql('SELECT Id, Name FROM Account WHERE Name LIKE ''A%''') q JOIN Contact c ON c.AccountId = q.Id
SELECT * FROM certsql.objects WHERE name LIKE 'c2g__%'
SELECT f(x)[1], ARRAY[1, 2][1]
SELECT a BETWEEN b = c AND d

-- certsql: upsert, undelete and lookups by external id
UPSERT INTO Account (Ext__c, Name) VALUES ('1', 'Acme') ON (Ext__c)
UPSERT INTO Account (Ext__c, Name) SELECT a, b FROM t ON (Ext__c) RETURNING Id
UPSERT INTO Account (Ext__c, Name) SELECT a, b FROM t JOIN u ON t.id = u.id WHERE a > 1 ON (Ext__c)
UPSERT INTO c2g__codaInvoice__c (Ext__c, c2g__Account__r.Ext__c) VALUES (?, ?) ON (Ext__c)
INSERT INTO Contact (LastName, Account.Ext__c) VALUES ('Doe', '42')
UPDATE Contact SET Account.Ext__c = '42' WHERE Id = ?
UNDELETE FROM Account WHERE Id = '001'
UNDELETE FROM Account AS a WHERE a.Name LIKE 'x%' RETURNING a.Id
UNDELETE FROM Account

-- certsql: everything else
DESCRIBE Account
DESC c2g__codaInvoice__c
DESCRIBE information_schema.tables
EXEC refresh
EXEC refresh 1, 'a'
EXEC refresh(1, 'a')
EXECUTE refresh name => 'a', depth => 2
EXEC refresh()
EXPLAIN VERIFY SELECT 1
EXPLAIN VERIFY (FORMAT JSON) SELECT 1
EXPLAIN (VERIFY, FORMAT JSON) SELECT 1
EXPLAIN ANALYZE (FORMAT JSON) SELECT 1
EXPLAIN UPSERT INTO t (a) VALUES (1) ON (a)
EXPLAIN COPY t TO 'file.csv'
SET "Security Token" = 'x'
SET Pushdown = off
SET MaxRows = 1000
CREATE OR REPLACE TEMP TABLE x AS SELECT 1
COPY (SELECT 1) TO 'file.parquet' (FORMAT parquet)
COPY t TO 'it''s.csv' (FORMAT 'csv', DELIMITER E'\t', HEADER TRUE)
