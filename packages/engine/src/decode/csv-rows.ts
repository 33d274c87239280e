import { CertSqlError } from '@certsql/core'
import type { Parser } from 'csv-parse'

/** Bytes that are parsed in one go; what they hold is a batch. */
const BYTES_AT_ONCE = 256 * 1024

/** The lines of a CSV file as cells, the line of names first, in batches. */
export async function* csvRows(csv: Buffer): AsyncGenerator<readonly (readonly string[])[]> {
  // Loaded when there is something to parse: most programs never see a Bulk result.
  const { Parser } = await import('csv-parse')
  // A page of one column may hold a null as an empty line.
  const parser = new Parser({ bom: true, skip_empty_lines: false })
  // The failure is found in `errored`; without a listener it would end the process.
  parser.on('error', () => {})
  for (let start = 0; start < csv.length; start += BYTES_AT_ONCE) {
    parser.write(csv.subarray(start, start + BYTES_AT_ONCE))
    yield drain(parser)
  }
  parser.end()
  yield drain(parser)
}

/** The names in the first line. */
export async function csvHeader(csv: Buffer): Promise<readonly string[]> {
  const end = csv.indexOf('\n')
  for await (const [header] of csvRows(end === -1 ? csv : csv.subarray(0, end))) {
    if (header !== undefined) return header
  }
  return []
}

function drain(parser: Parser): (readonly string[])[] {
  const rows: (readonly string[])[] = []
  for (;;) {
    if (parser.errored !== null) throw notCsv(parser.errored)
    const row = parser.read() as readonly string[] | null
    if (row === null) return rows
    rows.push(row)
  }
}

function notCsv(cause: Error): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: 'The org sent a Bulk result that is no CSV.',
    hint: 'try again with UseBulk=never',
    cause,
  })
}
