import { seededRandom } from '../../src/seeded-random.js'
import { type WriteOperation, writeRecords } from '../../src/write/write-records.js'
import type { WriteResult } from '../../src/write/write-result.js'
import { startTestOrg } from '../support/ask.js'
import { WRITE_SCHEMA } from '../support/write-schema.js'

/** An account as the slow and obvious model keeps it. */
interface ModelAccount {
  name: string
  key: string | null
  parent: string | null
  isDeleted: boolean
}

interface ModelLine {
  readonly account: string
  isDeleted: boolean
}

const KEYS = ['k1', 'k2', 'k3', 'K1', null, null, null] as const

/** Maps of all records, searched from one end to the other. */
class Model {
  accounts = new Map<string, ModelAccount>()
  lines = new Map<string, ModelLine>()
  /** Lookups that a deletion has emptied, by the Id of the deleted record. */
  cleared = new Map<string, string[]>()
  /** Details that went with their master. */
  taken = new Map<string, string[]>()

  copy(): Model {
    const copy = new Model()
    copy.accounts = new Map([...this.accounts].map(([id, account]) => [id, { ...account }]))
    copy.lines = new Map([...this.lines].map(([id, line]) => [id, { ...line }]))
    copy.cleared = new Map([...this.cleared].map(([id, list]) => [id, [...list]]))
    copy.taken = new Map([...this.taken].map(([id, list]) => [id, [...list]]))
    return copy
  }

  ownerOf(key: string | null): string | undefined {
    if (key === null) return undefined
    return [...this.accounts].find(
      ([, account]) => !account.isDeleted && account.key?.toUpperCase() === key.toUpperCase(),
    )?.[0]
  }

  isAlive(id: string | null): boolean {
    return id === null || this.accounts.get(id)?.isDeleted === false
  }

  /** Whether values may be written to a record, or to a new one. */
  mayHave(id: string | undefined, { name, key, parent }: Partial<ModelAccount>): boolean {
    if (name !== undefined && (name === '' || name.length > 80)) return false
    if (parent !== undefined && !this.isAlive(parent)) return false
    const owner = key === undefined ? undefined : this.ownerOf(key)
    return owner === undefined || owner === id
  }

  delete(id: string): boolean {
    const account = this.accounts.get(id)
    if (account === undefined || account.isDeleted) return false
    account.isDeleted = true
    const lines = [...this.lines].filter(([, line]) => line.account === id && !line.isDeleted)
    for (const [, line] of lines) line.isDeleted = true
    this.taken.set(
      id,
      lines.map(([lineId]) => lineId),
    )
    const children = [...this.accounts].filter(([, child]) => child.parent === id && !child.isDeleted)
    for (const [, child] of children) child.parent = null
    this.cleared.set(
      id,
      children.map(([childId]) => childId),
    )
    return true
  }

  undelete(id: string): boolean {
    const account = this.accounts.get(id)
    if (account === undefined || !account.isDeleted || this.ownerOf(account.key) !== undefined) return false
    account.isDeleted = false
    for (const lineId of this.taken.get(id) ?? []) {
      const line = this.lines.get(lineId)
      if (line !== undefined) line.isDeleted = false
    }
    for (const childId of this.cleared.get(id) ?? []) {
      const child = this.accounts.get(childId)
      if (child !== undefined && child.parent === null) child.parent = id
    }
    return true
  }
}

interface Step {
  readonly operation: Exclude<WriteOperation, 'emptyBin'>
  readonly object: 'Account' | 'Line__c'
  readonly record: Readonly<Record<string, unknown>>
}

/** Carries a step out on the model: whether it succeeds; new records get the Id that the org gave. */
function apply(model: Model, { operation, object, record }: Step, id: string | undefined): boolean {
  if (object === 'Line__c') {
    const account = String(record.Account__c)
    if (!model.isAlive(account)) return false
    if (id !== undefined) model.lines.set(id, { account, isDeleted: false })
    return true
  }
  const { name, key, parent } = valuesOf(record)
  const given = {
    ...(name === undefined ? {} : { name }),
    ...(key === undefined ? {} : { key }),
    ...(parent === undefined ? {} : { parent }),
  }
  const target = String(record.Id)
  switch (operation) {
    case 'insert':
      return add(model, given, id)
    case 'update':
      return change(model, target, given)
    case 'upsert': {
      if (key === null || key === undefined) return false
      const owner = model.ownerOf(key)
      if (owner === undefined) return add(model, given, id)
      const { key: _, ...others } = given
      return change(model, owner, others)
    }
    case 'delete':
      return model.delete(target)
    case 'undelete':
      return model.undelete(target)
    case 'hardDelete': {
      if (!model.accounts.has(target)) return false
      model.delete(target)
      for (const lineId of model.taken.get(target) ?? []) {
        if (model.lines.get(lineId)?.isDeleted === true) model.lines.delete(lineId)
      }
      return model.accounts.delete(target)
    }
  }
}

function valuesOf(record: Readonly<Record<string, unknown>>) {
  return {
    name: record.Name as string | undefined,
    key: record.Key__c as string | null | undefined,
    parent: record.ParentId as string | null | undefined,
  }
}

function add(model: Model, given: Partial<ModelAccount>, id: string | undefined): boolean {
  if (given.name === undefined || !model.mayHave(undefined, given)) return false
  const { name, key = null, parent = null } = given
  if (id !== undefined) model.accounts.set(id, { name, key, parent, isDeleted: false })
  return true
}

function change(model: Model, id: string, given: Partial<ModelAccount>): boolean {
  const account = model.accounts.get(id)
  if (account === undefined || account.isDeleted || !model.mayHave(id, given)) return false
  Object.assign(account, given)
  return true
}

function randomStep(random: () => number, model: Model): Step {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const all = [...model.accounts.keys(), '0015f0000000zzzAAA']
  const those = (isDeleted: boolean) => all.filter((id) => model.accounts.get(id)?.isDeleted === isDeleted)
  // Mostly records that a step can be about: what goes wrong always would try nothing.
  const someId = (isDeleted: boolean) =>
    random() < 0.8 && those(isDeleted).length > 0 ? pick(those(isDeleted)) : pick(all)
  const values = {
    ...(random() < 0.8 ? { Name: pick(['A', 'B', '', 'x'.repeat(81), 'C']) } : {}),
    ...(random() < 0.6 ? { Key__c: pick(KEYS) } : {}),
    ...(random() < 0.4 ? { ParentId: random() < 0.2 ? null : someId(false) } : {}),
  }
  const operation = pick([
    'insert',
    'insert',
    'insert',
    'update',
    'update',
    'upsert',
    'upsert',
    'delete',
    'delete',
    'undelete',
    'undelete',
    'hardDelete',
  ] as const)
  if (operation === 'insert' && random() < 0.35) {
    return { operation, object: 'Line__c', record: { Account__c: someId(false) } }
  }
  const needsId = operation !== 'insert' && operation !== 'upsert'
  const isValueless = operation === 'delete' || operation === 'undelete' || operation === 'hardDelete'
  return {
    operation,
    object: 'Account',
    record: { ...(isValueless ? {} : values), ...(needsId ? { Id: someId(operation === 'undelete') } : {}) },
  }
}

const scripts = Array.from({ length: 12 }, (_, index) => index + 1)

test.each(scripts)('script %i leaves what the model says, and SOQL sees it', async (seed) => {
  const testOrg = await startTestOrg({
    schema: WRITE_SCHEMA,
    records: { User: [{ Name: 'Ada', Username: 'ada@example.com' }] },
  })
  const { org } = testOrg.emulator
  const random = seededRandom(seed)
  let model = new Model()
  let succeeded = 0
  for (let step = 0; step < 150; step++) {
    const [before, records] = [model.copy(), [] as string[]]
    const batch = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomStep(random, model))
    const allOrNone = random() < 0.3
    const write = (one: Step): WriteResult => {
      const object = org.object(one.object)
      if (object === undefined) throw new Error(one.object)
      const options = one.operation === 'upsert' ? { externalIdField: 'Key__c' } : {}
      const [result] = writeRecords(org, one.operation, object, [one.record], options)
      if (result === undefined) throw new Error('no result')
      return result
    }
    const outcomes: boolean[] = []
    org.undoLog.attempt(
      () => {
        for (const one of batch) {
          const result = write(one)
          const expected = apply(model, one, result.success ? result.id : undefined)
          records.push(`${JSON.stringify(one)} ${JSON.stringify(result)}`)
          if (result.success !== expected) throw new Error(`the model disagrees: ${records.join('\n')}`)
          outcomes.push(result.success)
        }
      },
      () => !allOrNone || outcomes.every((outcome) => outcome),
    )
    if (allOrNone && outcomes.includes(false)) model = before
    else succeeded += outcomes.filter((outcome) => outcome).length
  }
  expect(succeeded).toBeGreaterThan(40)
  const accounts = org
    .records('Account')
    .map(({ Id, Name, Key__c, ParentId, IsDeleted }) => [
      Id,
      { name: Name, key: Key__c ?? null, parent: ParentId ?? null, isDeleted: IsDeleted },
    ])
  expect(new Map(accounts as [string, ModelAccount][])).toEqual(model.accounts)
  const lines = org
    .records('Line__c')
    .map(({ Id, Account__c, IsDeleted }) => [Id, { account: Account__c, isDeleted: IsDeleted }])
  expect(new Map(lines as [string, ModelLine][])).toEqual(model.lines)
  await expectSoqlToAgree(testOrg, model)
  await testOrg.close()
})

/** By scan, by the indexes of keys and lookups, and by child queries. */
async function expectSoqlToAgree(testOrg: Awaited<ReturnType<typeof startTestOrg>>, model: Model) {
  const alive = [...model.accounts].filter(([, { isDeleted }]) => !isDeleted)
  expect((await testOrg.values('SELECT Id FROM Account', 'Id')).toSorted()).toEqual(
    alive.map(([id]) => id).toSorted(),
  )
  for (const key of ['k1', 'k2', 'k3']) {
    const owner = model.ownerOf(key)
    expect(await testOrg.values(`SELECT Id FROM Account WHERE Key__c = '${key}'`, 'Id')).toEqual(
      owner === undefined ? [] : [owner],
    )
  }
  for (const [id] of model.accounts) {
    const children = alive.filter(([, { parent }]) => parent === id).map(([child]) => child)
    expect(
      (await testOrg.values(`SELECT Id FROM Account WHERE ParentId = '${id}'`, 'Id')).toSorted(),
    ).toEqual(children.toSorted())
    const lines = [...model.lines].filter(([, line]) => line.account === id && !line.isDeleted)
    const { body } = await testOrg.query(
      `SELECT Id, (SELECT Id FROM Lines__r) FROM Account WHERE Id = '${id}'`,
    )
    const found = body.records[0]?.Lines__r?.records ?? []
    expect(found.length).toBe(model.isAlive(id) ? lines.length : 0)
  }
}
