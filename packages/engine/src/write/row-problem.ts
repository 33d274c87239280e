import { CertSqlError } from '@certsql/core'

/** One value of one row that cannot be written, found before anything was sent. */
export interface RowProblem {
  /** From 1, in the order in which the rows were given. */
  readonly row: number
  /** Empty: the row as a whole. */
  readonly column: string
  readonly value: string
  /** Goes on after the value: `has 91 characters, and the field takes 80`. */
  readonly message: string
  readonly advice?: string
}

/** More are counted, and not kept. */
export const MOST_PROBLEMS = 100

/** What is wrong with the rows of a write, all of it in one error. Nothing was sent. */
export class RowProblemsError extends CertSqlError {
  readonly problems: readonly RowProblem[]
  /** All, the ones beyond those kept too. */
  readonly count: number

  constructor(
    problems: readonly RowProblem[],
    count: number,
    { sql, hint = LEAVE_OUT }: { readonly sql?: string | undefined; readonly hint?: string | undefined } = {},
  ) {
    super({
      code: 'CERT-8004',
      message: sentence(problems, count),
      details: problems.map(problemLine),
      hint,
      sql,
    })
    this.name = 'RowProblemsError'
    this.problems = problems
    this.count = count
  }

  override withSql(sql: string): CertSqlError {
    const { problems, count, hint } = this
    return this.sql === undefined ? new RowProblemsError(problems, count, { sql, hint }) : this
  }
}

const LEAVE_OUT = 'nothing was sent; mend the values, or leave such rows out with WHERE'

function sentence(problems: readonly RowProblem[], count: number): string {
  if (count === 1) return 'A value cannot be written.'
  const shown = problems.length < count ? `; the first ${problems.length} are listed` : ''
  return `${count.toLocaleString('en')} values cannot be written${shown}.`
}

const LONGEST_VALUE = 60

/** `Name: 'x…' has 91 characters, and the field takes 80 (…)` */
export function problemText({ column, value, message, advice }: Omit<RowProblem, 'row'>): string {
  return [
    column === '' ? '' : `${column}: `,
    value === '' ? '' : `'${shortened(value)}' `,
    message,
    advice === undefined ? '' : ` (${advice})`,
  ].join('')
}

function problemLine({ row, ...problem }: RowProblem): string {
  return `row ${row}${problem.column === '' ? ': ' : ', '}${problemText(problem)}`
}

function shortened(value: string): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value
}

/** Gathers them while rows are read. */
export class RowProblems {
  private readonly kept: RowProblem[] = []
  private count = 0

  /** `most` are kept; all are counted. */
  constructor(private readonly most = MOST_PROBLEMS) {}

  /** Those that were kept. */
  get all(): readonly RowProblem[] {
    return this.kept
  }

  add(problem: RowProblem): void {
    this.count += 1
    if (this.kept.length < this.most) this.kept.push(problem)
  }

  throwIfAny(hint?: string): void {
    if (this.count > 0) throw new RowProblemsError(this.kept, this.count, { hint })
  }
}
