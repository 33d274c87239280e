select sum(l_extendedprice__c * l_discount__c) as revenue
from lineitem__c
where l_shipdate__c >= date '1994-01-01' and l_shipdate__c < date '1994-01-01' + interval '1' year
  and l_discount__c between 0.06 - 0.01 and 0.06 + 0.01 and l_quantity__c < 24;
