select 100.00 * sum(case when p.p_type__c like 'PROMO%' then l.l_extendedprice__c * (1 - l.l_discount__c) else 0 end)
  / sum(l.l_extendedprice__c * (1 - l.l_discount__c)) as promo_revenue
from lineitem__c l, part__c p
where l.l_partkey__c = p.Id and l.l_shipdate__c >= date '1995-09-01'
  and l.l_shipdate__c < date '1995-09-01' + interval '1' month;
