import { randomNumbers } from '../random/random-numbers.js'
import type { OrgRecord } from '../support/adversarial-records.js'
import { recordId } from '../support/record-id.js'

const REGIONS = ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST']

/** Name and region, as the specification has them. */
const NATIONS: readonly (readonly [string, number])[] = [
  ['ALGERIA', 0],
  ['ARGENTINA', 1],
  ['BRAZIL', 1],
  ['CANADA', 1],
  ['EGYPT', 4],
  ['ETHIOPIA', 0],
  ['FRANCE', 3],
  ['GERMANY', 3],
  ['INDIA', 2],
  ['INDONESIA', 2],
  ['IRAN', 4],
  ['IRAQ', 4],
  ['JAPAN', 2],
  ['JORDAN', 4],
  ['KENYA', 0],
  ['MOROCCO', 0],
  ['MOZAMBIQUE', 0],
  ['PERU', 1],
  ['CHINA', 2],
  ['ROMANIA', 3],
  ['SAUDI ARABIA', 4],
  ['VIETNAM', 2],
  ['RUSSIA', 3],
  ['UNITED KINGDOM', 3],
  ['UNITED STATES', 1],
]

/** Where the queries look, nations come more often than by chance: so little data would leave them without rows. */
const LIKELY_NATIONS = [6, 7, 20, 3, 2, 8, 12, 24]

const SEGMENTS = ['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'HOUSEHOLD', 'MACHINERY']
const PRIORITIES = ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW']
const INSTRUCTIONS = ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN']
const MODES = ['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB']
const TYPES = [
  'ECONOMY ANODIZED STEEL',
  'PROMO BURNISHED COPPER',
  'MEDIUM POLISHED TIN',
  'SMALL PLATED BRASS',
]
const CONTAINERS = ['SM CASE', 'MED BOX', 'LG PACK', 'JUMBO JAR', 'MED BAG']
const BRANDS = ['Brand#12', 'Brand#23', 'Brand#34', 'Brand#45', 'Brand#51']
const COLOURS = ['green', 'forest', 'almond', 'ivory', 'lime']
const SIZES = [15, 49, 14, 3, 9, 5, 1, 23]

const COUNTS = { supplier: 16, customer: 40, part: 20, order: 400 }
const SUPPLIERS_OF_A_PART = 3
const FIRST_DAY = Date.UTC(1993, 0, 1)
const DAYS = 6 * 365
const DAY = 86_400_000

/** All eight tables at about a ten-thousandth of the smallest scale; the same at every run. */
export function tpchRecords(): Readonly<Record<string, readonly OrgRecord[]>> {
  const random = randomNumbers(22)
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <Option>(options: readonly Option[]): Option => options[below(options.length)] as Option
  const cents = (low: number, high: number): number => Math.round(low * 100 + below((high - low) * 100)) / 100
  const list = (count: number, make: (index: number) => OrgRecord): OrgRecord[] =>
    Array.from({ length: count }, (_, index) => make(index))
  const nation = (): string =>
    recordId('c11', 1 + (below(5) === 0 ? below(NATIONS.length) : pick(LIKELY_NATIONS)))
  const phone = (): string => `${10 + below(25)}-${100 + below(900)}-${1000 + below(9000)}`

  const orders = list(COUNTS.order, (index) => ({
    Id: recordId('c16', index + 1),
    Name: `order ${index}`,
    // A third of the customers never order.
    o_custkey__c: recordId('c13', 1 + 3 * below(13) + below(2)),
    o_orderstatus__c: pick(['F', 'O', 'P']),
    o_totalprice__c: cents(1000, 400_000),
    o_orderdate__c: dayText(FIRST_DAY + below(DAYS) * DAY),
    o_orderpriority__c: pick(PRIORITIES),
    o_shippriority__c: 0,
    o_comment__c: pick(['special packages requests', 'quick deposits', 'furiously special accounts']),
  }))
  return {
    region__c: list(REGIONS.length, (index) => ({
      Id: recordId('c10', index + 1),
      Name: `region ${index}`,
      r_name__c: REGIONS[index] ?? null,
    })),
    nation__c: list(NATIONS.length, (index) => ({
      Id: recordId('c11', index + 1),
      Name: `nation ${index}`,
      n_name__c: NATIONS[index]?.[0] ?? null,
      n_regionkey__c: recordId('c10', 1 + (NATIONS[index]?.[1] ?? 0)),
    })),
    supplier__c: list(COUNTS.supplier, (index) => ({
      Id: recordId('c12', index + 1),
      Name: `supplier ${index}`,
      s_name__c: `Supplier#${String(index + 1).padStart(9, '0')}`,
      s_address__c: `${below(99)} Main Street`,
      s_nationkey__c: recordId('c11', 1 + (LIKELY_NATIONS[index % LIKELY_NATIONS.length] ?? 0)),
      s_phone__c: phone(),
      s_acctbal__c: cents(-999, 9999),
      s_comment__c: pick(['nothing to say', 'Customer sends Complaints', 'slyly final']),
    })),
    customer__c: list(COUNTS.customer, (index) => ({
      Id: recordId('c13', index + 1),
      Name: `customer ${index}`,
      c_name__c: `Customer#${String(index + 1).padStart(9, '0')}`,
      c_address__c: `${below(99)} Side Street`,
      c_nationkey__c: nation(),
      c_phone__c: phone(),
      c_acctbal__c: cents(-999, 9999),
      c_mktsegment__c: pick(SEGMENTS),
      c_comment__c: pick(['carefully ironic', 'regular deposits', null]),
    })),
    part__c: list(COUNTS.part, (index) => ({
      Id: recordId('c14', index + 1),
      Name: `part ${index}`,
      p_name__c: `${COLOURS[index % COLOURS.length]} ${pick(COLOURS)}`,
      p_mfgr__c: `Manufacturer#${1 + below(5)}`,
      p_brand__c: pick(BRANDS),
      p_type__c: TYPES[(index + 3) % TYPES.length] ?? null,
      p_size__c: SIZES[index % SIZES.length] ?? null,
      p_container__c: pick(CONTAINERS),
      p_retailprice__c: cents(900, 2000),
    })),
    partsupp__c: list(COUNTS.part * SUPPLIERS_OF_A_PART, (index) => ({
      Id: recordId('c15', index + 1),
      Name: `part of supplier ${index}`,
      ps_partkey__c: recordId('c14', 1 + Math.floor(index / SUPPLIERS_OF_A_PART)),
      ps_suppkey__c: recordId(
        'c12',
        supplierOf(Math.floor(index / SUPPLIERS_OF_A_PART), index % SUPPLIERS_OF_A_PART),
      ),
      ps_availqty__c: 1 + below(9999),
      ps_supplycost__c: cents(1, 1000),
    })),
    orders__c: orders,
    lineitem__c: orders
      .flatMap((order) => Array.from({ length: 1 + below(7) }, (_, line) => ({ order, line })))
      .map(({ order, line }, index) => {
        const part = below(COUNTS.part)
        const ordered = Date.parse(String(order.o_orderdate__c))
        const shipped = ordered + (1 + below(120)) * DAY
        const quantity = 1 + below(50)
        return {
          Id: recordId('c17', index + 1),
          Name: `line ${index}`,
          l_orderkey__c: order.Id ?? null,
          l_partkey__c: recordId('c14', 1 + part),
          l_suppkey__c: recordId('c12', supplierOf(part, below(SUPPLIERS_OF_A_PART))),
          l_linenumber__c: line + 1,
          l_quantity__c: quantity,
          l_extendedprice__c: Math.round(quantity * cents(900, 2000) * 100) / 100,
          l_discount__c: below(11) / 100,
          l_tax__c: below(9) / 100,
          l_returnflag__c: pick(['R', 'A', 'N']),
          l_linestatus__c: pick(['O', 'F']),
          l_shipdate__c: dayText(shipped),
          l_commitdate__c: dayText(ordered + (30 + below(61)) * DAY),
          l_receiptdate__c: dayText(shipped + (1 + below(30)) * DAY),
          l_shipinstruct__c: pick(INSTRUCTIONS),
          l_shipmode__c: pick(MODES),
        }
      }),
  }
}

/** The number of the n-th supplier of a part. */
function supplierOf(part: number, position: number): number {
  return 1 + ((part * 5 + position * 3) % COUNTS.supplier)
}

function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
