select sum(l.l_extendedprice__c) / 7.0 as avg_yearly
from lineitem__c l, part__c p
where p.Id = l.l_partkey__c and p.p_brand__c = 'Brand#23' and p.p_container__c = 'MED BOX'
  and l.l_quantity__c < (select 0.5 * avg(l2.l_quantity__c) from lineitem__c l2 where l2.l_partkey__c = p.Id);
