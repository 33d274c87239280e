select sum(l.l_extendedprice__c * (1 - l.l_discount__c)) as revenue
from lineitem__c l, part__c p
where (p.Id = l.l_partkey__c and p.p_brand__c = 'Brand#12' and p.p_container__c in ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG')
    and l.l_quantity__c >= 1 and l.l_quantity__c <= 1 + 10 and p.p_size__c between 1 and 5
    and l.l_shipmode__c in ('AIR', 'AIR REG') and l.l_shipinstruct__c = 'DELIVER IN PERSON')
  or (p.Id = l.l_partkey__c and p.p_brand__c = 'Brand#23' and p.p_container__c in ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK')
    and l.l_quantity__c >= 10 and l.l_quantity__c <= 10 + 10 and p.p_size__c between 1 and 10
    and l.l_shipmode__c in ('AIR', 'AIR REG') and l.l_shipinstruct__c = 'DELIVER IN PERSON')
  or (p.Id = l.l_partkey__c and p.p_brand__c = 'Brand#34' and p.p_container__c in ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG')
    and l.l_quantity__c >= 20 and l.l_quantity__c <= 20 + 10 and p.p_size__c between 1 and 15
    and l.l_shipmode__c in ('AIR', 'AIR REG') and l.l_shipinstruct__c = 'DELIVER IN PERSON');
