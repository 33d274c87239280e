select o.o_orderpriority__c, count(*) as order_count
from orders__c o
where o.o_orderdate__c >= date '1993-07-01' and o.o_orderdate__c < date '1993-07-01' + interval '3' month
  and exists (select * from lineitem__c l where l.l_orderkey__c = o.Id and l.l_commitdate__c < l.l_receiptdate__c)
group by o.o_orderpriority__c
order by o.o_orderpriority__c;
