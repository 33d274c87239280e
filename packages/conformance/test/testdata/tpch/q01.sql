select l_returnflag__c, l_linestatus__c, sum(l_quantity__c) as sum_qty, sum(l_extendedprice__c) as sum_base_price,
  sum(l_extendedprice__c * (1 - l_discount__c)) as sum_disc_price,
  sum(l_extendedprice__c * (1 - l_discount__c) * (1 + l_tax__c)) as sum_charge,
  avg(l_quantity__c) as avg_qty, avg(l_extendedprice__c) as avg_price, avg(l_discount__c) as avg_disc, count(*) as count_order
from lineitem__c
where l_shipdate__c <= date '1998-12-01' - interval '90' day
group by l_returnflag__c, l_linestatus__c
order by l_returnflag__c, l_linestatus__c;
