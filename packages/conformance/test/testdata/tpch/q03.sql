select l.l_orderkey__c, sum(l.l_extendedprice__c * (1 - l.l_discount__c)) as revenue, o.o_orderdate__c, o.o_shippriority__c
from customer__c c, orders__c o, lineitem__c l
where c.c_mktsegment__c = 'BUILDING' and c.Id = o.o_custkey__c and l.l_orderkey__c = o.Id
  and o.o_orderdate__c < date '1995-03-15' and l.l_shipdate__c > date '1995-03-15'
group by l.l_orderkey__c, o.o_orderdate__c, o.o_shippriority__c
order by revenue desc, o.o_orderdate__c, l.l_orderkey__c
limit 10;
