select n.n_name__c, sum(l.l_extendedprice__c * (1 - l.l_discount__c)) as revenue
from customer__c c, orders__c o, lineitem__c l, supplier__c s, nation__c n, region__c r
where c.Id = o.o_custkey__c and l.l_orderkey__c = o.Id and l.l_suppkey__c = s.Id and c.c_nationkey__c = s.s_nationkey__c
  and s.s_nationkey__c = n.Id and n.n_regionkey__c = r.Id and r.r_name__c = 'ASIA'
  and o.o_orderdate__c >= date '1994-01-01' and o.o_orderdate__c < date '1994-01-01' + interval '1' year
group by n.n_name__c
order by revenue desc;
