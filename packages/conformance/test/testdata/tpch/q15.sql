with revenue (supplier_no, total_revenue) as (
  select l_suppkey__c, sum(l_extendedprice__c * (1 - l_discount__c))
  from lineitem__c
  where l_shipdate__c >= date '1996-01-01' and l_shipdate__c < date '1996-01-01' + interval '3' month
  group by l_suppkey__c
)
select s.Id, s.s_name__c, s.s_address__c, s.s_phone__c, total_revenue
from supplier__c s, revenue
where s.Id = supplier_no and total_revenue = (select max(total_revenue) from revenue)
order by s.Id;
