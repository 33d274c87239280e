import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import { AGGREGATE_FUNCTIONS } from './aggregates.js'
import { isDateFunction } from './date-functions.js'
import { valueWriter } from './json-value.js'
import { NAME_OBJECT } from './name-object.js'
import { compileOperand } from './operand.js'
import type { QueryScope, ResolvedPath } from './query-scope.js'
import type { Call, Distance, FieldsCall, Path, Query, SelectItem, TypeOf } from './query-tree.js'
import { type CellWriter, fieldWriter, foreignWriter, recordWriter } from './record-writer.js'

/** `FIELDS(ALL)` and `FIELDS(CUSTOM)` need a limit of at most this. */
const FIELDS_LIMIT = 200

/** Parent-to-child subqueries in one query. */
const MAXIMUM_CHILD_QUERIES = 20

/** One level of a record: its own cells, and its parents in the order in which they are first named. */
interface Shape {
  readonly object: OrgObject
  readonly cells: Cell[]
  readonly parents: Map<string, Shape>
  readonly lookup: OrgField | undefined
}

type Cell =
  | { readonly kind: 'field'; readonly field: OrgField }
  | { readonly kind: 'parent'; readonly name: string; readonly shape: Shape }
  | { readonly kind: 'other'; readonly name: string; readonly write: CellWriter }

/** Makes the cell of a parent-to-child subquery. */
export type ChildQueryCompiler = (query: Query, parent: QueryScope) => { name: string; write: CellWriter }

export interface RecordSelection {
  readonly write: CellWriter
  /** Long texts make pages short. */
  readonly longTexts: number
}

/** What a query without aggregates selects, as a writer of whole records. */
export class RecordSelector {
  readonly #root: Shape
  /** What is selected, so that nothing is selected twice. */
  readonly #keys = new Set<string>()
  readonly #typeOfRelationships = new Map<string, TypeOf>()
  readonly #plainRelationships = new Set<string>()
  readonly #functions: (Call | Distance)[] = []
  #longTexts = 0
  #childQueries = 0
  #unnamed = 0

  constructor(
    readonly query: Query,
    readonly scope: QueryScope,
    readonly writeChildren: ChildQueryCompiler,
  ) {
    this.#root = { object: scope.object, cells: [], parents: new Map(), lookup: undefined }
  }

  select(): RecordSelection {
    for (const item of this.query.select) this.#add(item)
    this.#checkTypeOf()
    return { write: this.#writer(this.#root), longTexts: this.#longTexts }
  }

  #checkTypeOf(): void {
    const [call] = this.#functions
    for (const [key, { span }] of this.#typeOfRelationships) {
      if (this.#plainRelationships.has(key)) {
        throw this.#complaints.malformed(`The relationship ${key} is used in TYPEOF and as a path`, span)
      }
      if (call !== undefined) {
        throw this.#complaints.malformed('TYPEOF cannot be used with functions in the SELECT list', call.span)
      }
    }
  }

  get #complaints() {
    return this.scope.evaluation.complaints
  }

  #add(item: SelectItem): void {
    const { expression, alias } = item
    switch (expression.kind) {
      case 'Path':
        if (alias !== undefined) {
          throw this.#complaints.malformed('only aggregate expressions use field aliasing', alias.span)
        }
        this.#addPath(expression)
        return
      case 'Fields':
        this.#addFields(expression)
        return
      case 'TypeOf':
        this.#addTypeOf(expression)
        return
      case 'ChildQuery':
        this.#childQueries++
        if (this.#childQueries > MAXIMUM_CHILD_QUERIES) {
          throw this.#complaints.malformed(
            `SOQL statements cannot have more than ${MAXIMUM_CHILD_QUERIES} child subqueries`,
            expression.span,
          )
        }
        this.#addOther(this.writeChildren(expression.query, this.scope), expression)
        return
      case 'Call':
      case 'Distance':
        this.#addFunction(expression, item)
    }
  }

  #addPath(path: Path): void {
    const resolved = this.scope.resolve(path)
    this.#claim(resolved.key, path)
    const { field, lookups } = resolved
    if (field.isLongText && field.schema.custom === true) this.#longTexts++
    this.#shapeOf(resolved).cells.push({ kind: 'field', field })
    let key = ''
    for (const lookup of lookups) {
      key = `${key}${key === '' ? '' : '.'}${lookup.schema.relationshipName?.toLowerCase()}`
      this.#plainRelationships.add(key)
    }
  }

  #claim(key: string, node: { readonly span: Path['span'] }): void {
    if (this.#keys.has(key)) {
      const name = this.#complaints.soql.slice(node.span.start, node.span.end)
      throw this.#complaints.malformed(`duplicate field selected: ${name}`, node.span)
    }
    this.#keys.add(key)
  }

  /** The level of the record that a path ends in. */
  #shapeOf({ lookups, object }: ResolvedPath): Shape {
    let shape = this.#root
    lookups.forEach((lookup, index) => {
      const name = lookup.schema.relationshipName ?? lookup.name
      const isLast = index === lookups.length - 1
      const target = isLast
        ? object
        : (this.scope.evaluation.org.object(lookup.referenceTo[0] ?? '') ?? object)
      const parent = shape.parents.get(name) ?? { object: target, cells: [], parents: new Map(), lookup }
      if (!shape.parents.has(name)) {
        shape.parents.set(name, parent)
        shape.cells.push({ kind: 'parent', name, shape: parent })
      }
      shape = parent
    })
    return shape
  }

  #addFields(call: FieldsCall): void {
    const { limit } = this.query
    if (call.which !== 'STANDARD' && (limit === undefined || limit.value > FIELDS_LIMIT)) {
      throw this.#complaints.malformed(
        `The SOQL FIELDS function must have a LIMIT of at most ${FIELDS_LIMIT}`,
        call.span,
      )
    }
    for (const { name, schema } of this.scope.object.fields) {
      const isCustom = schema.custom === true
      if (call.which === 'ALL' || (call.which === 'CUSTOM') === isCustom) {
        this.#addPath({ kind: 'Path', names: [name], span: call.span })
      }
    }
  }

  #addOther(
    { name, write }: { name: string; write: CellWriter },
    node: { readonly span: Path['span'] },
  ): void {
    this.#claim(name.toLowerCase(), node)
    this.#root.cells.push({ kind: 'other', name, write })
  }

  #addFunction(expression: Call | Distance, { alias, span }: SelectItem): void {
    const name = expression.kind === 'Call' ? expression.name : 'DISTANCE'
    if (AGGREGATE_FUNCTIONS.has(name) || name === 'GROUPING') {
      throw this.#complaints.malformed('only root queries support aggregate expressions', span)
    }
    if (isDateFunction(name)) {
      throw this.#complaints.malformed(`Field must be grouped or aggregated: ${name}`, span)
    }
    const operand = compileOperand(expression, this.scope)
    if (operand.functions.some(isDateFunction)) {
      throw this.#complaints.malformed(`Field must be grouped or aggregated: ${name}`, span)
    }
    this.#functions.push(expression)
    const write = valueWriter(operand.kind, this.scope.evaluation.variants)
    const cell: CellWriter = (row) => write(operand.read(row))
    if (alias !== undefined) {
      if (this.scope.object.field(alias.name) !== undefined) {
        throw this.#complaints.malformed(`alias is the name of a field: ${alias.name}`, alias.span)
      }
      this.#addOther({ name: alias.name, write: cell }, alias)
    } else if (expression.kind === 'Distance') {
      this.#addOther({ name: `expr${this.#unnamed++}`, write: cell }, expression)
    } else {
      // Without an alias the result takes the place of the field.
      this.#claim(operand.path.key, expression)
      this.#shapeOf(operand.path).cells.push({ kind: 'other', name: operand.field.name, write: cell })
    }
  }

  #addTypeOf(typeOf: TypeOf): void {
    const { evaluation } = this.scope
    const names = typeOf.relationship.names
    const { lookups, key } = this.scope.relationship(typeOf.relationship, names)
    const lookup = lookups.at(-1)
    if (lookup === undefined || lookups.length > 1 || !lookup.isPolymorphic) {
      throw this.#complaints.malformed(
        `TYPEOF is for polymorphic relationships: ${names.join('.')}`,
        typeOf.relationship.span,
      )
    }
    if (this.#typeOfRelationships.has(key)) {
      throw this.#complaints.malformed(`duplicate TYPEOF: ${names.join('.')}`, typeOf.span)
    }
    this.#typeOfRelationships.set(key, typeOf)
    const writers = new Map(
      typeOf.branches.map(({ object: path, fields }) => {
        const object = evaluation.org.object(path.names.join('.'))
        if (object === undefined || !lookup.referenceTo.includes(object.name)) {
          throw this.#complaints.invalidType(
            `${path.names.join('.')} is not a type that ${names.join('.')} can refer to`,
            path.span,
          )
        }
        return [object, foreignWriter(object, object.name, this.#fieldsOf(object, fields), evaluation)]
      }),
    )
    const otherwise = typeOf.otherwise && this.#fieldsOf(NAME_OBJECT, typeOf.otherwise)
    const readId = this.scope.lookupReader(lookups)
    const write: CellWriter = (row) => {
      const id = readId(row)
      const object = typeof id === 'string' ? evaluation.org.objectOfId(id) : undefined
      const target = object && evaluation.org.table(object).row(String(id))
      if (object === undefined || target === undefined) return 'null'
      const writer = writers.get(object) ?? foreignWriter(object, object.name, otherwise ?? [], evaluation)
      return writer(String(id), target)
    }
    this.#root.cells.push({ kind: 'other', name: lookup.schema.relationshipName ?? lookup.name, write })
  }

  #fieldsOf(object: OrgObject, paths: readonly Path[]): readonly OrgField[] {
    return paths.map((path) => {
      const field = path.names.length === 1 ? object.field(path.names[0] ?? '') : undefined
      if (field === undefined) {
        throw this.#complaints.invalidField(
          `No such column '${path.names.join('.')}' on entity '${object.name}'`,
          path.span,
        )
      }
      return field
    })
  }

  #writer(shape: Shape): CellWriter {
    const { evaluation } = this.scope
    const { org } = evaluation
    const table = org.table(shape.object)
    const cellWriter = (cell: Cell): { readonly name: string; readonly write: CellWriter } => {
      switch (cell.kind) {
        case 'field':
          return { name: cell.field.name, write: fieldWriter(cell.field, table, evaluation) }
        case 'parent':
          return { name: cell.name, write: this.#parentWriter(shape, cell.shape) }
        case 'other':
          return cell
      }
    }
    return recordWriter(shape.object, shape.cells.map(cellWriter), evaluation)
  }

  /** The parent of a row as an object, or null where there is none. */
  #parentWriter(child: Shape, parent: Shape): CellWriter {
    const { org } = this.scope.evaluation
    if (parent.lookup === undefined) throw new RangeError('a parent has no lookup')
    const ids = org.table(child.object).column(parent.lookup)
    if (parent.object === NAME_OBJECT) return this.#nameWriter(ids, parent)
    const parents = org.table(parent.object)
    const write = this.#writer(parent)
    return (row) => {
      const id = ids[row]
      const target = typeof id === 'string' ? parents.row(id) : undefined
      return target === undefined ? 'null' : write(target)
    }
  }

  #nameWriter(ids: readonly unknown[], parent: Shape): CellWriter {
    const { evaluation } = this.scope
    const { org } = evaluation
    const fields = parent.cells.flatMap((cell) => (cell.kind === 'field' ? [cell.field] : []))
    const isName = evaluation.variants.polymorphicType === 'Name'
    const writers = new Map<OrgObject, (id: string, row: number) => string>()
    return (row) => {
      const id = ids[row]
      const object = typeof id === 'string' ? org.objectOfId(id) : undefined
      const target = object && org.table(object).row(String(id))
      if (object === undefined || target === undefined) return 'null'
      let write = writers.get(object)
      if (write === undefined) {
        write = foreignWriter(object, isName ? 'Name' : object.name, fields, evaluation)
        writers.set(object, write)
      }
      return write(String(id), target)
    }
  }
}
