import type { Org } from '../org/org.js'
import type { OrgObject } from '../org/org-object.js'
import { notFound } from '../server/error-body.js'
import { isRecord } from '../server/read-json.js'
import { json, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { writeRecords } from '../write/write-records.js'
import type { WriteError } from '../write/write-result.js'
import { type JsonMembers, readList } from './read-body.js'

const MAXIMUM_RECORDS = 200
const MAXIMUM_OBJECTS = 5
const MAXIMUM_LEVELS = 5

/** A record with its children, before anything is written. */
interface Node {
  readonly object: OrgObject
  readonly referenceId: string
  readonly record: JsonMembers
  /** With the lookup that makes them children. */
  readonly children: readonly { readonly lookup: string; readonly node: Node }[]
}

type TreeResult =
  | { readonly referenceId: string; readonly id: string }
  | { readonly referenceId: string; readonly errors: readonly WriteError[] }

/** `POST /composite/tree/X`: records with their children, written all or none. */
export function treeResource(body: JsonMembers, org: Org, rest: readonly string[]): RestResponse {
  const [objectName = '', ...more] = rest
  const object = org.object(objectName)
  if (object === undefined || more.length > 0) throw notFound()
  const counts = { records: 0, objects: new Set<OrgObject>(), references: new Set<string>() }
  const roots = readList(body, 'records').map((record) => readNode(org, object, record, 1, counts))
  if (roots.length === 0) throw new OrgRefusal(400, 'MISSING_ARGUMENT', 'There are no records in the request')
  const results: TreeResult[] = []
  const isFailed = () => results.some((result) => 'errors' in result)
  org.undoLog.attempt(
    () => {
      for (const root of roots) insertNode(org, root, {}, results)
    },
    () => !isFailed(),
  )
  if (!isFailed()) return json({ hasErrors: false, results }, { status: 201 })
  // Only what went wrong is told: nothing else has happened.
  return json({ hasErrors: true, results: results.filter((result) => 'errors' in result) }, { status: 400 })
}

interface Counts {
  records: number
  readonly objects: Set<OrgObject>
  readonly references: Set<string>
}

function readNode(org: Org, object: OrgObject, members: JsonMembers, level: number, counts: Counts): Node {
  counts.records++
  counts.objects.add(object)
  if (counts.records > MAXIMUM_RECORDS) throw tooMuch('records', MAXIMUM_RECORDS)
  if (counts.objects.size > MAXIMUM_OBJECTS) throw tooMuch('kinds of objects', MAXIMUM_OBJECTS)
  if (level > MAXIMUM_LEVELS) throw tooMuch('levels', MAXIMUM_LEVELS)
  const { attributes } = members
  const { type, referenceId } = isRecord(attributes) ? attributes : {}
  if (typeof referenceId !== 'string' || referenceId === '' || counts.references.has(referenceId)) {
    throw new OrgRefusal(400, 'INVALID_INPUT', 'Every record needs a referenceId of its own')
  }
  counts.references.add(referenceId)
  if (typeof type !== 'string' || org.object(type) !== object) {
    throw new OrgRefusal(
      400,
      'INVALID_INPUT',
      `Include a valid sObject type in the attributes: ${object.name}`,
    )
  }
  const record: Record<string, unknown> = {}
  const children: { lookup: string; node: Node }[] = []
  for (const [name, value] of Object.entries(members)) {
    const relationship = object.field(name) === undefined ? object.childRelationship(name) : undefined
    const child = relationship && org.object(relationship.childObject)
    if (relationship === undefined || child === undefined || !isRecord(value)) {
      if (name !== 'attributes') record[name] = value
      continue
    }
    for (const item of readList(value, 'records')) {
      children.push({ lookup: relationship.field, node: readNode(org, child, item, level + 1, counts) })
    }
  }
  return { object, referenceId, record, children }
}

function tooMuch(what: string, maximum: number): OrgRefusal {
  return new OrgRefusal(400, 'LIMIT_EXCEEDED', `A tree can have no more than ${maximum} ${what}`)
}

/** Children of a record that was refused are not tried: they would have no parent. */
function insertNode(
  org: Org,
  { object, referenceId, record, children }: Node,
  parent: JsonMembers,
  results: TreeResult[],
): void {
  const [result] = writeRecords(org, 'insert', object, [{ ...record, ...parent }], { malformed: 'throw' })
  if (result?.id === undefined || !result.success) {
    results.push({ referenceId, errors: result?.errors ?? [] })
    return
  }
  results.push({ referenceId, id: result.id })
  for (const { lookup, node } of children) insertNode(org, node, { [lookup]: result.id }, results)
}
