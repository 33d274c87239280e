import { loadProgressText } from '../../src/run/load-progress-text.js'
import { shortText } from '../../src/run/report-text.js'

const COUNTS = {
  written: 0,
  created: 0,
  failed: 0,
  refused: 0,
  rolledBack: 0,
  notAttempted: 0,
  inDoubt: 0,
}

function told(command: string, affectedRows: number): string | undefined {
  const written = { affectedRows, report: undefined }
  return shortText({
    rows: 0,
    hasResult: false,
    milliseconds: 1,
    command,
    written,
    stats: undefined,
    notices: [],
  })
}

test.each([
  ['COPY … FROM', 29_990, '29,990 rows loaded'],
  ['COPY … TO', 1, '1 row written to the file'],
  ['CREATE TEMP TABLE', 0, '0 rows kept'],
  ['INSERT', 2, '2 rows to be inserted at COMMIT'],
])('%s tells what it has done', (command, rows, expected) => {
  expect(told(command, rows)).toBe(expected)
})

test('a load tells how far it has come', () => {
  expect(loadProgressText(undefined, 1200)).toBe('1.2 s · planning')
  expect(loadProgressText({ ...COUNTS, phase: 'checking', read: 20_000, refused: 1 }, 1500)).toBe(
    '1.5 s · checking · 20,000 rows read · 1 failed',
  )
  expect(
    loadProgressText({ ...COUNTS, phase: 'writing', read: 20_000, written: 12_000, failed: 3 }, 2500),
  ).toBe('2.5 s · writing · 20,000 rows read · 12,000 written · 3 failed')
})
