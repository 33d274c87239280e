select c_count, count(*) as custdist
from (
  select c.Id, count(o.Id)
  from customer__c c left outer join orders__c o on c.Id = o.o_custkey__c and o.o_comment__c not like '%special%requests%'
  group by c.Id
) as c_orders (c_id, c_count)
group by c_count
order by custdist desc, c_count desc;
