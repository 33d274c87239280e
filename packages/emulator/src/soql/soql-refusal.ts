/** What the org says instead of an answer: an HTTP status and a body of `{message, errorCode, fields?}`. */
export class OrgRefusal extends Error {
  constructor(
    readonly status: number,
    readonly errorCode: string,
    message: string,
    readonly fields?: readonly string[],
  ) {
    super(message)
    this.name = 'OrgRefusal'
  }
}

/** A place in the text of a query, as UTF-16 offsets. */
export interface SoqlSpan {
  readonly start: number
  readonly end: number
}

/** Refusals that point into one query, in the platform's words. */
export class SoqlComplaints {
  constructor(readonly soql: string) {}

  malformed(message: string, span?: SoqlSpan): OrgRefusal {
    return this.#refusal('MALFORMED_QUERY', message, span)
  }

  invalidField(message: string, span?: SoqlSpan): OrgRefusal {
    return this.#refusal('INVALID_FIELD', message, span)
  }

  invalidType(message: string, span?: SoqlSpan): OrgRefusal {
    return this.#refusal('INVALID_TYPE', message, span)
  }

  invalidOperator(message: string, span?: SoqlSpan): OrgRefusal {
    return this.#refusal('INVALID_QUERY_FILTER_OPERATOR', message, span)
  }

  other(errorCode: string, message: string, span?: SoqlSpan): OrgRefusal {
    return this.#refusal(errorCode, message, span)
  }

  #refusal(errorCode: string, message: string, span: SoqlSpan | undefined): OrgRefusal {
    if (span === undefined) return new OrgRefusal(400, errorCode, message)
    return new OrgRefusal(400, errorCode, `${this.#pointer(span.start)}\n${message}`)
  }

  /** The lines above the message: the place in the query, a caret below it, row and column. */
  #pointer(offset: number): string {
    const before = this.soql.slice(0, offset)
    const row = before.split('\n').length
    const column = offset - before.lastIndexOf('\n')
    const line = this.soql.split('\n')[row - 1] ?? ''
    const from = Math.max(0, column - 1 - VISIBLE_BEFORE)
    const shown = line.slice(from, column - 1 + VISIBLE_AFTER)
    return `\n${shown}\n${' '.repeat(column - 1 - from)}^\nERROR at Row:${row}:Column:${column}`
  }
}

const VISIBLE_BEFORE = 60
const VISIBLE_AFTER = 60
