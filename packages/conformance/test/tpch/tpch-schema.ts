import type { ObjectDescribe } from '@certsql/core'
import { field, lookup, number, object, text } from '../support/adversarial-schema.js'

const date = (name: string) => field(name, 'date', { groupable: true, aggregatable: true })
const whole = (name: string) => field(name, 'int', { digits: 9, groupable: true, aggregatable: true })
const money = (name: string) => number(name, 14, 2)

/** TPC-H's eight tables as custom objects: primary keys are Ids, foreign keys are lookups. */
export const TPCH_SCHEMA: readonly ObjectDescribe[] = [
  object('region__c', 'c10', [text('r_name__c')]),
  object('nation__c', 'c11', [text('n_name__c'), lookup('n_regionkey__c', ['region__c'])]),
  object('supplier__c', 'c12', [
    text('s_name__c'),
    text('s_address__c'),
    lookup('s_nationkey__c', ['nation__c']),
    text('s_phone__c'),
    money('s_acctbal__c'),
    text('s_comment__c'),
  ]),
  object('customer__c', 'c13', [
    text('c_name__c'),
    text('c_address__c'),
    lookup('c_nationkey__c', ['nation__c']),
    text('c_phone__c'),
    money('c_acctbal__c'),
    text('c_mktsegment__c'),
    text('c_comment__c'),
  ]),
  object('part__c', 'c14', [
    text('p_name__c'),
    text('p_mfgr__c'),
    text('p_brand__c'),
    text('p_type__c'),
    whole('p_size__c'),
    text('p_container__c'),
    money('p_retailprice__c'),
  ]),
  object('partsupp__c', 'c15', [
    lookup('ps_partkey__c', ['part__c']),
    lookup('ps_suppkey__c', ['supplier__c']),
    whole('ps_availqty__c'),
    money('ps_supplycost__c'),
  ]),
  object('orders__c', 'c16', [
    lookup('o_custkey__c', ['customer__c']),
    text('o_orderstatus__c'),
    money('o_totalprice__c'),
    date('o_orderdate__c'),
    text('o_orderpriority__c'),
    whole('o_shippriority__c'),
    text('o_comment__c'),
  ]),
  object('lineitem__c', 'c17', [
    lookup('l_orderkey__c', ['orders__c'], { nillable: false, cascadeDelete: true, relationshipOrder: 0 }),
    lookup('l_partkey__c', ['part__c']),
    lookup('l_suppkey__c', ['supplier__c']),
    whole('l_linenumber__c'),
    number('l_quantity__c', 12, 2),
    money('l_extendedprice__c'),
    number('l_discount__c', 4, 2),
    number('l_tax__c', 4, 2),
    text('l_returnflag__c'),
    text('l_linestatus__c'),
    date('l_shipdate__c'),
    date('l_commitdate__c'),
    date('l_receiptdate__c'),
    text('l_shipinstruct__c'),
    text('l_shipmode__c'),
  ]),
]
