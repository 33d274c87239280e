select supp_nation, cust_nation, l_year, sum(volume) as revenue
from (
  select n1.n_name__c as supp_nation, n2.n_name__c as cust_nation, extract(year from l.l_shipdate__c) as l_year,
    l.l_extendedprice__c * (1 - l.l_discount__c) as volume
  from supplier__c s, lineitem__c l, orders__c o, customer__c c, nation__c n1, nation__c n2
  where s.Id = l.l_suppkey__c and o.Id = l.l_orderkey__c and c.Id = o.o_custkey__c and s.s_nationkey__c = n1.Id
    and c.c_nationkey__c = n2.Id
    and ((n1.n_name__c = 'FRANCE' and n2.n_name__c = 'GERMANY') or (n1.n_name__c = 'GERMANY' and n2.n_name__c = 'FRANCE'))
    and l.l_shipdate__c between date '1995-01-01' and date '1996-12-31'
) as shipping
group by supp_nation, cust_nation, l_year
order by supp_nation, cust_nation, l_year;
