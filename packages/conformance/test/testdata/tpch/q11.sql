select ps.ps_partkey__c, sum(ps.ps_supplycost__c * ps.ps_availqty__c) as total
from partsupp__c ps, supplier__c s, nation__c n
where ps.ps_suppkey__c = s.Id and s.s_nationkey__c = n.Id and n.n_name__c = 'GERMANY'
group by ps.ps_partkey__c
having sum(ps.ps_supplycost__c * ps.ps_availqty__c) > (
  select sum(ps2.ps_supplycost__c * ps2.ps_availqty__c) * 0.05
  from partsupp__c ps2, supplier__c s2, nation__c n2
  where ps2.ps_suppkey__c = s2.Id and s2.s_nationkey__c = n2.Id and n2.n_name__c = 'GERMANY'
)
order by total desc, ps.ps_partkey__c;
