-- no oracle: plain DuckDB has other tables about itself
SELECT table_name FROM information_schema.tables WHERE table_name LIKE '%\_\_c' ORDER BY table_name;

-- no oracle: plain DuckDB has other tables about itself
-- ordered:
SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = 'Customer__c' ORDER BY ordinal_position;

-- no oracle: plain DuckDB has other tables about itself
SELECT data_type, COUNT(*) AS n FROM information_schema.columns WHERE table_name = 'Customer__c' GROUP BY data_type;

-- no oracle: plain DuckDB has other tables about itself
SELECT * FROM information_schema.key_column_usage WHERE table_name = 'Invoice__c';

-- no oracle: plain DuckDB has other tables about itself
SELECT * FROM information_schema.referential_constraints;

-- no oracle: plain DuckDB has other tables about itself
SELECT name, label FROM certsql.objects ORDER BY name;

-- no oracle: plain DuckDB has other tables about itself
SELECT * FROM certsql.fields WHERE object_name = 'Region__c';

-- no oracle: plain DuckDB has other tables about itself
SELECT * FROM certsql.picklist_values WHERE object_name = 'Customer__c';

-- no oracle: plain DuckDB has other tables about itself
SELECT * FROM certsql.relationships;
