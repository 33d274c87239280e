select c.Id, c.c_name__c, sum(l.l_extendedprice__c * (1 - l.l_discount__c)) as revenue, c.c_acctbal__c, n.n_name__c,
  c.c_address__c, c.c_phone__c, c.c_comment__c
from customer__c c, orders__c o, lineitem__c l, nation__c n
where c.Id = o.o_custkey__c and l.l_orderkey__c = o.Id and o.o_orderdate__c >= date '1993-10-01'
  and o.o_orderdate__c < date '1993-10-01' + interval '3' month and l.l_returnflag__c = 'R' and c.c_nationkey__c = n.Id
group by c.Id, c.c_name__c, c.c_acctbal__c, c.c_phone__c, n.n_name__c, c.c_address__c, c.c_comment__c
order by revenue desc, c.Id
limit 20;
