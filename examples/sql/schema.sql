-- What is in the org? The tables about tables cost no API call once they are remembered.
--
--   certsql --demo -f examples/sql/schema.sql

-- The tables of Certinia's accounting, and how large they are.
SELECT o.label, o.name, c.records
FROM certsql.objects o
JOIN certsql.record_counts c ON c.object_name = o.name
WHERE o.namespace = 'c2g'
ORDER BY c.records DESC
LIMIT 10;

-- Where sales invoices look up to.
SELECT relationship_name AS relationship, field_name AS "column", related_object AS "table"
FROM certsql.relationships
WHERE object_name = 'c2g__codaInvoice__c' AND direction = 'parent'
ORDER BY 1;

-- The property that sets the zone of CURRENT_DATE and of casts.
SHOW TimeZone;
