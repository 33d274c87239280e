import { type GlobalDescribe, type ObjectSummary, similarNames } from '@certsql/core'
import type { TableLookup } from './catalog-view.js'
import { NameIndex, type NameOptions } from './name-index.js'
import type { ObjectFilter } from './object-filter.js'

/** The objects of an org by name: all of them, and those that the connection lets statements name. */
export class ObjectList {
  /** The ones that statements may name, in the order of the describe. */
  readonly visible: readonly ObjectSummary[]
  readonly global: GlobalDescribe
  private readonly index: NameIndex<ObjectSummary>
  private readonly byName: ReadonlyMap<string, ObjectSummary>

  constructor(global: GlobalDescribe, filter: ObjectFilter) {
    this.global = global
    this.visible = global.sobjects.filter((object) => filter(object.name))
    this.index = new NameIndex(this.visible)
    this.byName = new Map(global.sobjects.map((object) => [object.name, object]))
  }

  lookUp(name: string, options: NameOptions): TableLookup {
    const match = this.index.find(name, options)
    switch (match.kind) {
      case 'found':
        return { kind: 'found', name: match.item.name }
      case 'ambiguous':
        return match
      case 'unknown':
        return new UnknownTable(name, this.visible)
    }
  }

  /**
   * Whether the org has it, named by statements or not: a path may lead to an object that the filter hides.
   */
  has(name: string): boolean {
    return this.byName.has(name)
  }

  keyPrefix(name: string): string | undefined {
    return this.byName.get(name)?.keyPrefix ?? undefined
  }
}

/** Likely names are sought when they are asked for: most unknown names turn out to be something else. */
class UnknownTable {
  readonly kind = 'unknown'
  private readonly name: string
  private readonly objects: readonly ObjectSummary[]

  constructor(name: string, objects: readonly ObjectSummary[]) {
    this.name = name
    this.objects = objects
  }

  get similar(): readonly string[] {
    return similarNames(
      this.name,
      this.objects.map((object) => object.name),
    )
  }
}
