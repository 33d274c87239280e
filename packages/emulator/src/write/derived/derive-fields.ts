import type { Org } from '../../org/org.js'
import type { OrgField } from '../../org/org-field.js'
import type { OrgObject } from '../../org/org-object.js'
import type { RecordChanges } from '../record-changes.js'
import { ACCOUNTING_FIELDS } from './accounting-fields.js'
import { BILLING_FIELDS } from './billing-fields.js'
import type { DerivedField } from './derived-field.js'
import { RecordView } from './record-view.js'
import { SALES_FIELDS } from './sales-fields.js'
import { SERVICES_FIELDS } from './services-fields.js'

export const DERIVED_FIELDS: readonly DerivedField[] = [
  ...ACCOUNTING_FIELDS,
  ...BILLING_FIELDS,
  ...SALES_FIELDS,
  ...SERVICES_FIELDS,
]

/** More steps from a detail to the last total that it changes would mean a circle. */
const MOST_ROUNDS = 8

/** What there is to derive in an org: fields that it does not have are left out. */
interface OrgRules {
  readonly rules: ReadonlyMap<
    OrgObject,
    readonly { readonly target: OrgField; readonly rule: DerivedField }[]
  >
  /** By object: its lookups to parents with totals over it. */
  readonly upward: ReadonlyMap<OrgObject, readonly OrgField[]>
  /** By object: the lookups of others to it through which they read it. */
  readonly downward: ReadonlyMap<
    OrgObject,
    readonly { readonly child: OrgObject; readonly lookup: OrgField }[]
  >
}

const known = new WeakMap<Org, OrgRules>()

/** Brings the fields up to date that follow from what was written, step by step to the last total. */
export function deriveFields(changes: RecordChanges): void {
  const rules = rulesOf(changes.org)
  if (rules.rules.size === 0) return
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const dirty = dirtyRecords(changes, rules)
    changes.forget()
    if (dirty.size === 0) return
    for (const [object, rows] of dirty) for (const row of rows) derive(changes, rules, object, row)
  }
}

function derive(changes: RecordChanges, { rules }: OrgRules, object: OrgObject, row: number): void {
  const table = changes.org.table(object)
  if (table.isDeleted(row)) return
  const view = new RecordView(changes.org, object, row)
  for (const { target, rule } of rules.get(object) ?? []) {
    changes.set(object, row, target, rule.value(view))
  }
}

/** The touched records, the parents with totals over them, and the children that read them. */
function dirtyRecords(changes: RecordChanges, rules: OrgRules): Map<OrgObject, Set<number>> {
  const { org, touched, leftParents } = changes
  const dirty = new Map<OrgObject, Set<number>>()
  const add = (object: OrgObject, row: number) => {
    if (!rules.rules.has(object)) return
    const rows = dirty.get(object)
    if (rows === undefined) dirty.set(object, new Set([row]))
    else rows.add(row)
  }
  const addById = (id: unknown) => {
    const object = typeof id === 'string' ? org.objectOfId(id) : undefined
    const row = object && org.table(object).row(String(id))
    if (object !== undefined && row !== undefined) add(object, row)
  }
  for (const [object, rows] of touched) {
    const upward = rules.upward.get(object) ?? []
    const downward = rules.downward.get(object) ?? []
    for (const row of rows) {
      add(object, row)
      for (const lookup of upward) addById(org.table(object).value(lookup, row))
      for (const { child, lookup } of downward) {
        const children = org.table(child).index(lookup).get(org.table(object).id(row)) ?? []
        for (const childRow of children) add(child, childRow)
      }
    }
  }
  const totalled = new Set([...rules.upward.values()].flat())
  for (const { lookup, id } of leftParents) if (totalled.has(lookup)) addById(id)
  return dirty
}

function rulesOf(org: Org): OrgRules {
  const existing = known.get(org)
  if (existing !== undefined) return existing
  const rules = new Map<OrgObject, { target: OrgField; rule: DerivedField }[]>()
  const upward = new Map<OrgObject, OrgField[]>()
  const downward = new Map<OrgObject, { child: OrgObject; lookup: OrgField }[]>()
  for (const rule of DERIVED_FIELDS) {
    const object = org.object(rule.object)
    const target = object?.field(rule.field)
    if (object === undefined || target === undefined) continue
    append(rules, object, { target, rule })
    for (const link of rule.children) {
      const child = org.object(link.object)
      const lookup = child?.field(link.lookup)
      if (child !== undefined && lookup !== undefined) appendOnce(upward, child, lookup)
    }
    for (const name of rule.parents) {
      const lookup = object.field(name)
      for (const parentName of lookup?.referenceTo ?? []) {
        const parent = org.object(parentName)
        if (parent === undefined || lookup === undefined) continue
        const links = downward.get(parent) ?? []
        if (!links.some((link) => link.lookup === lookup)) append(downward, parent, { child: object, lookup })
      }
    }
  }
  const made = { rules, upward, downward }
  known.set(org, made)
  return made
}

function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

function appendOnce<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  if (lists.get(key)?.includes(item) !== true) append(lists, key, item)
}
