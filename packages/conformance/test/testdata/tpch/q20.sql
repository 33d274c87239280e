select s.s_name__c, s.s_address__c
from supplier__c s, nation__c n
where s.Id in (
    select ps.ps_suppkey__c
    from partsupp__c ps
    where ps.ps_partkey__c in (select p.Id from part__c p where p.p_name__c like 'forest%')
      and ps.ps_availqty__c > (
        select 0.5 * sum(l.l_quantity__c)
        from lineitem__c l
        where l.l_partkey__c = ps.ps_partkey__c and l.l_suppkey__c = ps.ps_suppkey__c and l.l_shipdate__c >= date '1994-01-01'
          and l.l_shipdate__c < date '1994-01-01' + interval '1' year
      )
  )
  and s.s_nationkey__c = n.Id and n.n_name__c = 'CANADA'
order by s.s_name__c;
