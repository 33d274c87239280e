select p.p_brand__c, p.p_type__c, p.p_size__c, count(distinct ps.ps_suppkey__c) as supplier_cnt
from partsupp__c ps, part__c p
where p.Id = ps.ps_partkey__c and p.p_brand__c <> 'Brand#45' and p.p_type__c not like 'MEDIUM POLISHED%'
  and p.p_size__c in (49, 14, 23, 45, 19, 3, 36, 9)
  and ps.ps_suppkey__c not in (select s.Id from supplier__c s where s.s_comment__c like '%Customer%Complaints%')
group by p.p_brand__c, p.p_type__c, p.p_size__c
order by supplier_cnt desc, p.p_brand__c, p.p_type__c, p.p_size__c;
