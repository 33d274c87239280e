select cntrycode, count(*) as numcust, sum(c_acctbal__c) as totacctbal
from (
  select substring(c.c_phone__c from 1 for 2) as cntrycode, c.c_acctbal__c
  from customer__c c
  where substring(c.c_phone__c from 1 for 2) in ('13', '31', '23', '29', '30', '18', '17')
    and c.c_acctbal__c > (
      select avg(c2.c_acctbal__c) from customer__c c2
      where c2.c_acctbal__c > 0.00 and substring(c2.c_phone__c from 1 for 2) in ('13', '31', '23', '29', '30', '18', '17')
    )
    and not exists (select * from orders__c o where o.o_custkey__c = c.Id)
) as custsale
group by cntrycode
order by cntrycode;
