import { readFileSync } from 'node:fs'
import type { ObjectDescribe } from '@certsql/core'
import { Catalog, type CatalogView, findColumn, findParent, type Table } from '../src/index.js'
import { FakeOrg } from './support/fake-org.js'

/** The schema of the demo org: objects of the platform and of Certinia's packages, as describe tells them. */
const { objects }: { readonly objects: readonly ObjectDescribe[] } = JSON.parse(
  readFileSync(new URL('../../emulator/data/certinia-schema.json', import.meta.url), 'utf8'),
)
const queryable = objects.map((object) => ({ ...object, queryable: true, createable: true }))
const catalog = new Catalog(new FakeOrg(queryable))
const tables = await catalog.allTables()
const tablesByName = new Map(tables.map((table) => [table.name, table]))

test('every field has its type', () => {
  const kinds = new Map<string, number>()
  for (const { type } of tables.flatMap((table) => table.columns)) {
    kinds.set(type.kind, (kinds.get(type.kind) ?? 0) + 1)
  }
  expect(Object.fromEntries(kinds)).toEqual({
    id: 739,
    boolean: 433,
    timestamptz: 380,
    date: 173,
    time: 1,
    integer: 8,
    json: 7,
    text: 996,
    decimal: 660,
    double: 175,
  })
})

test('long texts can be read and nothing else', () => {
  const longTexts = tables
    .flatMap((table) => table.columns)
    .filter((column) => column.fieldType === 'textarea' && (column.field.length ?? 0) > 255)
  expect(longTexts).toHaveLength(39)
  for (const { capabilities } of longTexts)
    expect(Object.values(capabilities)).toEqual([false, false, false, false])
})

test.each([
  ['codaInvoice', 'c2g__codaInvoice__c'],
  ['codaTransactionLineItem', 'c2g__codaTransactionLineItem__c'],
  ['codaGeneralLedgerAccount', 'c2g__codaGeneralLedgerAccount__c'],
  ['Proj', 'pse__Proj__c'],
  ['timecard', 'pse__Timecard__c'],
  ['BillingDocument', 'fferpcore__BillingDocument__c'],
  ['user', 'User'],
])('%s is %s', async (name, expected) => {
  const lookup = await catalog.resolve((view) => view.lookUp(name))
  expect(lookup).toEqual({ kind: 'found', name: expected })
})

test('short names of columns are short names of one column each', () => {
  for (const table of tables) {
    for (const { name } of table.columns) {
      const short = name.replace(/^(?:[a-z0-9]+__)?(.+)__c$/i, '$1')
      expect(findColumn(table, short)).toMatchObject({ kind: 'found', column: { name } })
    }
  }
})

test('a path of short names leads from an invoice line to the owner of its customer', async () => {
  const names = await catalog.resolve((view) =>
    follow(view, 'codaInvoiceLineItem', ['Invoice', 'Account', 'Owner']),
  )
  expect(names).toEqual(['c2g__codaInvoiceLineItem__c', 'c2g__codaInvoice__c', 'Account', 'User'])
})

test('the subject of a task may be many things', () => {
  const what = findParent(tableOf('Task'), 'what')
  expect(what).toMatchObject({ kind: 'found', parent: { column: 'WhatId', polymorphic: true } })
  if (what.kind === 'found')
    expect(what.parent.targets).toEqual(expect.arrayContaining(['Account', 'pse__Proj__c']))
})

test('owners of Certinia records are groups or users', () => {
  expect(findParent(tableOf('c2g__codaCompany__c'), 'Owner')).toMatchObject({
    parent: { targets: ['Group', 'User'], polymorphic: true },
  })
})

test('every lookup leads to a table, and every child has the lookup that makes it one', () => {
  for (const table of tables) {
    for (const { targets, column } of table.parents) {
      expect(findColumn(table, column)).toMatchObject({ column: { type: { kind: 'id' } } })
      for (const target of targets) expect(tablesByName.has(target)).toBe(true)
    }
    for (const { childTable, childColumn } of table.children) {
      const lookup = findColumn(tableOf(childTable), childColumn)
      expect(lookup.kind === 'found' && lookup.column.field.referenceTo).toContain(table.name)
    }
  }
})

test('addresses and locations are not in the star; their parts are', () => {
  const account = tableOf('Account')
  const outside = account.columns.filter((column) => !column.inStar).map((column) => column.name)
  expect(outside).toContain('BillingAddress')
  expect(findColumn(account, 'BillingCity')).toMatchObject({ column: { inStar: true } })
})

test('the demo org has several currencies', async () => {
  expect(await catalog.resolve((view) => view.org.multiCurrency)).toBe(true)
})

test('the metadata tables cover the org', async () => {
  const fields = objects.reduce((sum, object) => sum + object.fields.length, 0)
  expect(await catalog.metadataRows('certsql', 'fields')).toHaveLength(fields)
  const columns = await catalog.metadataRows('information_schema', 'columns', { objects: ['Account'] })
  expect(columns.filter((row) => row[2] === 'Account')).toHaveLength(tableOf('Account').columns.length)
})

function tableOf(name: string): Table {
  const table = tablesByName.get(name)
  if (table === undefined) throw new Error(`no table ${name}`)
  return table
}

/** The names of the tables along a path. */
function follow(view: CatalogView, start: string, path: readonly string[]): readonly string[] {
  const lookup = view.lookUp(start)
  if (lookup.kind !== 'found') throw new Error(`${start} is ${lookup.kind}`)
  const names = [lookup.name]
  for (const step of path) {
    const found = findParent(view.table(names.at(-1) ?? ''), step)
    if (found.kind !== 'found') throw new Error(`${step} is ${found.kind}`)
    names.push(found.parent.targets[0] ?? '')
  }
  return names
}
