select s.s_acctbal__c, s.s_name__c, n.n_name__c, p.Id, p.p_mfgr__c, s.s_address__c, s.s_phone__c, s.s_comment__c
from part__c p, supplier__c s, partsupp__c ps, nation__c n, region__c r
where p.Id = ps.ps_partkey__c and s.Id = ps.ps_suppkey__c and p.p_size__c = 15 and p.p_type__c like '%BRASS'
  and s.s_nationkey__c = n.Id and n.n_regionkey__c = r.Id and r.r_name__c = 'EUROPE'
  and ps.ps_supplycost__c = (
    select min(ps2.ps_supplycost__c)
    from partsupp__c ps2, supplier__c s2, nation__c n2, region__c r2
    where p.Id = ps2.ps_partkey__c and s2.Id = ps2.ps_suppkey__c and s2.s_nationkey__c = n2.Id
      and n2.n_regionkey__c = r2.Id and r2.r_name__c = 'EUROPE'
  )
order by s.s_acctbal__c desc, n.n_name__c, s.s_name__c, p.Id
limit 100;
