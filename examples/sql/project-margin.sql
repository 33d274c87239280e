-- Billable hours and their value by project, the largest first; hours without value stand out.
--
--   certsql --demo -f examples/sql/project-margin.sql --output project-margin.csv
SELECT p.Name AS project, p.pse__Account__r.Name AS customer,
       SUM(t.pse__Total_Hours__c) AS hours,
       SUM(t.pse__Total_Hours__c) FILTER (WHERE t.pse__Billable__c) AS billable_hours,
       SUM(t.pse__Total_Billable_Amount__c) AS billable_value
FROM pse__Timecard__c t
JOIN pse__Proj__c p ON p.Id = t.pse__Project__c
WHERE t.pse__Approved__c
GROUP BY 1, 2
ORDER BY billable_value DESC NULLS LAST
LIMIT 20;
