/** Something that a user should know about an answer that is right all the same. */
export interface Notice {
  readonly kind:
    | 'decimalPrecision'
    | 'tooManyGroups'
    | 'sumNotCertified'
    /** Sums were taken as the org gives them. */
    | 'sumsOfServer'
    /** A scan was interrupted and went on by Ids. */
    | 'scanResumed'
    /** The org ran no Bulk job, and the rows came over REST. */
    | 'bulkRefused'
    /** The rows came by a Bulk job, which the plan had not foreseen. */
    | 'movedToBulk'
    /** Pages that were there are not used: their job is gone. */
    | 'extractRestarted'
    /** With `AllOrNone=false`: some rows failed, and the result shows the others. */
    | 'rowsNotWritten'
    /** A ledger knows rows from an earlier run. */
    | 'rowsRecalled'
  /** One sentence. */
  readonly message: string
}

/** Gathers notices; each kind is told once a statement. */
export class Notices {
  private readonly byKind = new Map<Notice['kind'], Notice>()

  get all(): readonly Notice[] {
    return [...this.byKind.values()]
  }

  tell(kind: Notice['kind'], message: string): void {
    if (!this.byKind.has(kind)) this.byKind.set(kind, { kind, message })
  }
}
