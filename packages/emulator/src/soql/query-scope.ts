import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { FieldValue } from '../org/record-sink.js'
import type { Evaluation } from './evaluation.js'
import { NAME_OBJECT } from './name-object.js'
import type { FromItem, Path } from './query-tree.js'

/** Steps from a child up to a parent that one path may take, and different relationships in one query. */
const MAXIMUM_HOPS = 5
const MAXIMUM_RELATIONSHIPS = 55

export type Reader = (row: number) => FieldValue

/** A path whose names are found: the lookups it goes along, and the field at its end. */
export interface ResolvedPath {
  readonly lookups: readonly OrgField[]
  readonly field: OrgField
  /** The object of the field: `Name` behind a polymorphic lookup. */
  readonly object: OrgObject
  /** Equal for equal paths, however they were written. */
  readonly key: string
  readonly path: Path
}

/** Relationship names that lead from the object of a query somewhere else. */
export interface ResolvedRelationship {
  readonly lookups: readonly OrgField[]
  readonly object: OrgObject
  /** Equal for equal relationships; empty for the object itself. */
  readonly key: string
}

/** The names that a query may use: its object, its aliases. */
export class QueryScope {
  readonly #aliases = new Map<string, readonly string[]>()
  readonly #relationships = new Set<string>()

  constructor(
    readonly evaluation: Evaluation,
    readonly object: OrgObject,
    from: readonly FromItem[],
  ) {
    const [root, ...others] = from
    if (root?.alias !== undefined) this.#aliases.set(root.alias.toLowerCase(), [])
    for (const { path, alias } of others) {
      const names = this.#withoutAlias(path)
      // `FROM Contact c, Account a` would be a join, and there are none.
      if (names === path.names) {
        const name = path.names.join('.')
        throw evaluation.complaints.malformed(`unexpected token: '${name}'`, path.span)
      }
      this.relationship(path, names)
      if (alias !== undefined) this.#aliases.set(alias.toLowerCase(), names)
    }
  }

  resolve(path: Path): ResolvedPath {
    const names = this.#withoutAlias(path)
    const name = names.at(-1) ?? ''
    const { lookups, object, key } = this.relationship(path, names.slice(0, -1))
    const field = object.field(name)
    if (field === undefined) throw this.#noSuchColumn(path, name, object)
    return {
      lookups,
      field,
      object,
      path,
      key: key === '' ? field.name.toLowerCase() : `${key}.${field.name.toLowerCase()}`,
    }
  }

  /** Goes along relationship names, from this query's object upwards. */
  relationship(path: Path, names: readonly string[]): ResolvedRelationship {
    const { org, complaints } = this.evaluation
    if (names.length > MAXIMUM_HOPS) {
      throw complaints.malformed(
        `SOQL statements cannot query more than ${MAXIMUM_HOPS} levels of parent relationships: ${names.join('.')}`,
        path.span,
      )
    }
    let object = this.object
    let key = ''
    const lookups: OrgField[] = []
    for (const name of names) {
      const lookup = object.lookup(name)
      const target = lookup?.isPolymorphic ? NAME_OBJECT : org.object(lookup?.referenceTo[0] ?? '')
      if (lookup === undefined || target === undefined) {
        throw complaints.invalidField(
          `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
          path.span,
        )
      }
      lookups.push(lookup)
      object = target
      key = key === '' ? name.toLowerCase() : `${key}.${name.toLowerCase()}`
      this.#relationships.add(key)
    }
    if (this.#relationships.size > MAXIMUM_RELATIONSHIPS) {
      throw complaints.malformed(
        `SOQL statements cannot reference more than ${MAXIMUM_RELATIONSHIPS} parent relationships`,
        path.span,
      )
    }
    return { lookups, object, key }
  }

  /** Whether a name in front of a path means the object of this query. */
  isOwnName(name: string): boolean {
    const lower = name.toLowerCase()
    return lower === this.object.name.toLowerCase() || this.#aliases.get(lower)?.length === 0
  }

  /** `a.Name` and `Account.Name` of Account `a` are just `Name`. */
  #withoutAlias(path: Path): readonly string[] {
    const [first = '', ...rest] = path.names
    if (rest.length === 0) return path.names
    const aliased = this.#aliases.get(first.toLowerCase())
    if (aliased !== undefined) return [...aliased, ...rest]
    const isOwnName = first.toLowerCase() === this.object.name.toLowerCase()
    return isOwnName && this.object.lookup(first) === undefined ? rest : path.names
  }

  #noSuchColumn(path: Path, name: string, object: OrgObject) {
    return this.evaluation.complaints.invalidField(
      `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
      path.span,
    )
  }

  /** The row of the parent that lookups lead to, or -1 where one of them is empty. The last may be polymorphic: see `reader`. */
  parentRow(lookups: readonly OrgField[]): (row: number) => number {
    const { org } = this.evaluation
    let table = org.table(this.object)
    const steps = lookups.map((lookup) => {
      const column = table.column(lookup)
      const parents = org.table(requiredObject(org.object(lookup.referenceTo[0] ?? '')))
      table = parents
      return (row: number): number => {
        const id = column[row]
        return typeof id === 'string' ? (parents.row(id) ?? -1) : -1
      }
    })
    const [only, second, ...more] = steps
    if (only === undefined) return (row) => row
    if (second === undefined) return only
    const others = [second, ...more]
    return (row) => {
      let current = only(row)
      for (const step of others) {
        if (current < 0) return -1
        current = step(current)
      }
      return current
    }
  }

  /** Reads the value at the end of a path; null where the path breaks off. */
  reader({ lookups, field, object }: ResolvedPath): Reader {
    const { org } = this.evaluation
    if (object === NAME_OBJECT) return this.#nameReader(lookups, field)
    const column = org.table(object).column(field)
    if (lookups.length === 0) return (row) => column[row] ?? null
    const parentRow = this.parentRow(lookups)
    return (row) => {
      const parent = parentRow(row)
      return parent < 0 ? null : (column[parent] ?? null)
    }
  }

  /** The Id that the last of these lookups holds. */
  lookupReader(lookups: readonly OrgField[]): Reader {
    const { org } = this.evaluation
    const last = lookups.at(-1)
    if (last === undefined) throw new RangeError('there is no lookup to read')
    const before = lookups.slice(0, -1)
    const holder = before.at(-1)
    const object =
      holder === undefined ? this.object : requiredObject(org.object(holder.referenceTo[0] ?? ''))
    const column = org.table(object).column(last)
    const parentRow = this.parentRow(before)
    return (row) => {
      const parent = parentRow(row)
      return parent < 0 ? null : (column[parent] ?? null)
    }
  }

  #nameReader(lookups: readonly OrgField[], nameField: OrgField): Reader {
    const { org } = this.evaluation
    const id = this.lookupReader(lookups)
    return (row) => {
      const parentId = id(row)
      if (typeof parentId !== 'string') return null
      const object = org.objectOfId(parentId)
      if (object === undefined) return null
      const table = org.table(object)
      const parent = table.row(parentId)
      if (parent === undefined) return null
      if (nameField.name === 'Type') return object.name
      const field = nameField.name === 'Name' ? nameFieldOf(object) : object.field(nameField.name)
      return field === undefined ? null : table.value(field, parent)
    }
  }
}

function nameFieldOf(object: OrgObject): OrgField | undefined {
  return object.fields.find(({ schema }) => schema.nameField === true) ?? object.field('Name')
}

function requiredObject(object: OrgObject | undefined): OrgObject {
  if (object === undefined) throw new RangeError('a lookup points to an object that is not there')
  return object
}
