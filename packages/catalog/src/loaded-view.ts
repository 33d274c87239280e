import { CertSqlError } from '@certsql/core'
import {
  type CatalogView,
  DescribeNeeded,
  type StatisticsUse,
  type TableLookup,
  type TableStatistics,
} from './catalog-view.js'
import type { KnownOrg } from './known-org.js'
import { findMetadataTable } from './metadata/metadata-tables.js'
import type { MetadataTable } from './metadata-table.js'
import type { NameOptions } from './name-index.js'
import type { ObjectList } from './object-list.js'
import type { GivenOrgFacts, OrgFacts } from './org-facts.js'
import type { RecordCounts } from './record-counts.js'
import type { Table } from './table.js'

export interface LoadedViewFacts {
  readonly org: KnownOrg
  readonly counts: RecordCounts
  readonly names: NameOptions
  readonly orgFacts: GivenOrgFacts
  /** What was checked before this moment counts as not known. */
  readonly freshSince: number
}

/** What is known now, and a note of what else was asked for. */
export class LoadedView implements CatalogView {
  readonly names: NameOptions
  readonly org: OrgFacts
  /** Tables that were looked up by name: likely to be described next. */
  readonly lookedUp = new Set<string>()
  /** Tables whose record counts could be had and are not known. */
  readonly uncounted = new Set<string>()
  /** Those of them that a choice hangs on. */
  readonly undecided = new Set<string>()
  private readonly facts: LoadedViewFacts

  constructor(facts: LoadedViewFacts) {
    this.facts = facts
    this.names = facts.names
    this.org = this.orgFacts()
  }

  lookUp(name: string): TableLookup {
    const lookup = this.objects().lookUp(name, this.names)
    if (lookup.kind === 'found') this.lookedUp.add(lookup.name)
    return lookup
  }

  table(name: string): Table {
    const table = this.knownTable(name)
    if (table === undefined) throw new DescribeNeeded({ tables: [this.existing(name)] })
    return table
  }

  tables(names: readonly string[]): readonly Table[] {
    const missing = names.filter((name) => this.knownTable(name) === undefined)
    if (missing.length > 0) throw new DescribeNeeded({ tables: missing.map((name) => this.existing(name)) })
    return names.map((name) => this.table(name))
  }

  keyPrefix(name: string): string | undefined {
    return this.objects().keyPrefix(name)
  }

  metadataTable(schema: string, name: string): MetadataTable | undefined {
    return findMetadataTable(schema, name)
  }

  statistics(name: string, use: StatisticsUse = 'estimate'): TableStatistics | undefined {
    const { counts, freshSince } = this.facts
    if (counts.isUnasked(name, freshSince)) {
      this.uncounted.add(name)
      if (use === 'choice') this.undecided.add(name)
    }
    const records = counts.get(name, freshSince)
    return records === undefined ? undefined : { records }
  }

  private orgFacts(): OrgFacts {
    const { orgFacts } = this.facts
    const isMultiCurrency = () => orgFacts.multiCurrency ?? this.facts.org.multiCurrency(this.objects())
    return {
      userLocale: orgFacts.userLocale ?? '',
      userTimeZone: orgFacts.userTimeZone ?? 'UTC',
      defaultNamespace: orgFacts.defaultNamespace,
      // Told from describes, so it waits until somebody asks: `SELECT 1` needs none.
      get multiCurrency() {
        return isMultiCurrency()
      },
    }
  }

  private knownTable(name: string): Table | undefined {
    return this.facts.org.table(name, this.facts.freshSince)
  }

  private objects(): ObjectList {
    const objects = this.facts.org.objects(this.facts.freshSince)
    if (objects === undefined) throw new DescribeNeeded({ tables: [] })
    return objects
  }

  private existing(name: string): string {
    if (this.objects().has(name)) return name
    throw new CertSqlError({
      code: 'CERT-2001',
      message: `The org shows no object "${name}" to this user.`,
      hint: 'a lookup may lead to an object that is not installed, or that the user may not see',
    })
  }
}
