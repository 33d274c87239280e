select c.c_name__c, c.Id, o.Id as o_id, o.o_orderdate__c, o.o_totalprice__c, sum(l.l_quantity__c)
from customer__c c, orders__c o, lineitem__c l
where o.Id in (select l2.l_orderkey__c from lineitem__c l2 group by l2.l_orderkey__c having sum(l2.l_quantity__c) > 180)
  and c.Id = o.o_custkey__c and o.Id = l.l_orderkey__c
group by c.c_name__c, c.Id, o.Id, o.o_orderdate__c, o.o_totalprice__c
order by o.o_totalprice__c desc, o.o_orderdate__c, o.Id
limit 100;
