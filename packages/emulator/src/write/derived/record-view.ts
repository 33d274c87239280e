import type { Decimal } from '../../org/decimal-text.js'
import type { Org } from '../../org/org.js'
import type { OrgObject } from '../../org/org-object.js'
import type { FieldValue } from '../../org/record-sink.js'
import { decimalValue } from '../decimal-math.js'

/** A record as those see it who work out its fields; what an org does not have is empty. */
export class RecordView {
  constructor(
    readonly org: Org,
    readonly object: OrgObject,
    readonly row: number,
  ) {}

  value(name: string): FieldValue {
    const field = this.object.field(name)
    return field === undefined ? null : this.org.table(this.object).value(field, this.row)
  }

  amount(name: string): Decimal {
    return decimalValue(this.value(name))
  }

  isTrue(name: string): boolean {
    return this.value(name) === true
  }

  /** The record that a lookup points to, unless it is in the recycle bin. */
  parent(lookup: string): RecordView | undefined {
    const id = this.value(lookup)
    if (typeof id !== 'string') return undefined
    const object = this.org.objectOfId(id)
    const row = object && this.org.table(object).row(id)
    if (object === undefined || row === undefined || this.org.table(object).isDeleted(row)) return undefined
    return new RecordView(this.org, object, row)
  }

  /** The records of an object that point here, those in the recycle bin left out. */
  children(objectName: string, lookupName: string): readonly RecordView[] {
    const object = this.org.object(objectName)
    const lookup = object?.field(lookupName)
    if (object === undefined || lookup === undefined) return []
    const table = this.org.table(object)
    const rows = table.index(lookup).get(this.org.table(this.object).id(this.row)) ?? []
    return rows.filter((row) => !table.isDeleted(row)).map((row) => new RecordView(this.org, object, row))
  }
}
