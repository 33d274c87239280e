select nation, o_year, sum(amount) as sum_profit
from (
  select n.n_name__c as nation, extract(year from o.o_orderdate__c) as o_year,
    l.l_extendedprice__c * (1 - l.l_discount__c) - ps.ps_supplycost__c * l.l_quantity__c as amount
  from part__c p, supplier__c s, lineitem__c l, partsupp__c ps, orders__c o, nation__c n
  where s.Id = l.l_suppkey__c and ps.ps_suppkey__c = l.l_suppkey__c and ps.ps_partkey__c = l.l_partkey__c and p.Id = l.l_partkey__c
    and o.Id = l.l_orderkey__c and s.s_nationkey__c = n.Id and p.p_name__c like '%green%'
) as profit
group by nation, o_year
order by nation, o_year desc;
