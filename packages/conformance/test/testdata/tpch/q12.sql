select l.l_shipmode__c,
  sum(case when o.o_orderpriority__c = '1-URGENT' or o.o_orderpriority__c = '2-HIGH' then 1 else 0 end) as high_line_count,
  sum(case when o.o_orderpriority__c <> '1-URGENT' and o.o_orderpriority__c <> '2-HIGH' then 1 else 0 end) as low_line_count
from orders__c o, lineitem__c l
where o.Id = l.l_orderkey__c and l.l_shipmode__c in ('MAIL', 'SHIP') and l.l_commitdate__c < l.l_receiptdate__c
  and l.l_shipdate__c < l.l_commitdate__c and l.l_receiptdate__c >= date '1994-01-01'
  and l.l_receiptdate__c < date '1994-01-01' + interval '1' year
group by l.l_shipmode__c
order by l.l_shipmode__c;
