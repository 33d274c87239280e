-- Utilisation by practice, resource and month
-- How much of the consultants' time was billable, against what they could have worked?
SELECT pr.Name AS practice, r.Name AS resource, EXTRACT(YEAR FROM tc.pse__Start_Date__c) AS yr, EXTRACT(MONTH FROM tc.pse__Start_Date__c) AS mon,
       SUM(CASE WHEN tc.pse__Billable__c = TRUE THEN tc.pse__Total_Hours__c ELSE 0 END) AS billable_hours,
       SUM(CASE WHEN tc.pse__Time_Credited__c = TRUE THEN tc.pse__Total_Hours__c ELSE 0 END) AS credited_hours,
       SUM(tc.pse__Total_Hours__c) AS total_hours,
       100.0 * SUM(CASE WHEN tc.pse__Billable__c = TRUE THEN tc.pse__Total_Hours__c ELSE 0 END)
             / NULLIF(MAX(wc.pse__Week_Total_Hours__c) * 52.0 / 12.0, 0) AS utilisation_pct,
       MAX(r.pse__Utilization_Target__c) AS target_pct
FROM pse__Timecard__c tc
JOIN Contact r ON r.Id = tc.pse__Resource__c
JOIN pse__Practice__c pr ON pr.Id = r.pse__Practice__c
LEFT JOIN pse__Work_Calendar__c wc ON wc.Id = r.pse__Work_Calendar__c
WHERE tc.pse__Approved__c = TRUE AND r.pse__Is_Resource_Active__c = TRUE
  AND tc.pse__Start_Date__c >= DATE '2025-01-01'
GROUP BY pr.Name, r.Name, EXTRACT(YEAR FROM tc.pse__Start_Date__c), EXTRACT(MONTH FROM tc.pse__Start_Date__c)
ORDER BY practice, resource, yr, mon;
