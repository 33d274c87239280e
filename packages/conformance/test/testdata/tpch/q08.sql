select o_year, sum(case when nation = 'BRAZIL' then volume else 0 end) / sum(volume) as mkt_share
from (
  select extract(year from o.o_orderdate__c) as o_year, l.l_extendedprice__c * (1 - l.l_discount__c) as volume,
    n2.n_name__c as nation
  from part__c p, supplier__c s, lineitem__c l, orders__c o, customer__c c, nation__c n1, nation__c n2, region__c r
  where p.Id = l.l_partkey__c and s.Id = l.l_suppkey__c and l.l_orderkey__c = o.Id and o.o_custkey__c = c.Id
    and c.c_nationkey__c = n1.Id and n1.n_regionkey__c = r.Id and r.r_name__c = 'AMERICA' and s.s_nationkey__c = n2.Id
    and o.o_orderdate__c between date '1995-01-01' and date '1996-12-31' and p.p_type__c = 'ECONOMY ANODIZED STEEL'
) as all_nations
group by o_year
order by o_year;
