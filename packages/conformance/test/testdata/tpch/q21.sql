select s.s_name__c, count(*) as numwait
from supplier__c s, lineitem__c l1, orders__c o, nation__c n
where s.Id = l1.l_suppkey__c and o.Id = l1.l_orderkey__c and o.o_orderstatus__c = 'F' and l1.l_receiptdate__c > l1.l_commitdate__c
  and exists (select * from lineitem__c l2 where l2.l_orderkey__c = l1.l_orderkey__c and l2.l_suppkey__c <> l1.l_suppkey__c)
  and not exists (
    select * from lineitem__c l3
    where l3.l_orderkey__c = l1.l_orderkey__c and l3.l_suppkey__c <> l1.l_suppkey__c and l3.l_receiptdate__c > l3.l_commitdate__c
  )
  and s.s_nationkey__c = n.Id and n.n_name__c = 'SAUDI ARABIA'
group by s.s_name__c
order by numwait desc, s.s_name__c
limit 100;
