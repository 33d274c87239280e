import type { StatementStats } from '@certsql/driver'
import { progressText } from '../../src/run/progress-line.js'

const SCAN = {
  id: 1,
  name: 'a',
  object: 'Account',
  soql: 'SELECT Id FROM Account',
  transport: 'bulk',
  apiCalls: 3,
  pages: 0,
  rows: 0,
  bytes: 0,
  retries: 0,
  waitMilliseconds: 0,
  bulkJobs: 0,
  milliseconds: 10,
} as const

const STATS: StatementStats = {
  apiCalls: 15,
  pages: 14,
  rowsFetched: 28_000,
  bytes: 10,
  retries: 0,
  waitMilliseconds: 0,
  bulkJobs: 0,
  rows: 0,
  milliseconds: 3_200,
  phases: { orgMilliseconds: 3, localMilliseconds: 0, readerMilliseconds: 0 },
  scans: [{ ...SCAN, expectedRows: 56_000 }],
  planMilliseconds: 1,
  metadataCalls: 0,
}

test('pages, rows, their speed, calls, and when it will be done', () => {
  expect(progressText(STATS, 3_200)).toBe(
    '3.2 s · 14 pages · 28,000 rows · 8,750 rows/s · 15 API calls · 50 % · 4 s left',
  )
  expect(progressText(undefined, 1_500)).toBe('1.5 s · planning')
})

test('what the org is doing in a Bulk job that is waited for', () => {
  const waiting = { ...STATS, pages: 0, rowsFetched: 0, apiCalls: 3 }
  const job = (state: string, rows?: number) => ({ ...waiting, scans: [{ ...SCAN, job: { state, rows } }] })
  expect(progressText(job('UploadComplete'), 2_000)).toContain('3 API calls · 1 Bulk job (UploadComplete)')
  expect(progressText(job('InProgress', 20_000), 2_000)).toContain('1 Bulk job (InProgress, 20,000 rows)')
  expect(progressText({ ...job('JobComplete', 9), bulkJobs: 1 }, 2_000)).toMatch(/· 1 Bulk job$/)
})

test('faults that were got over', () => {
  expect(progressText({ ...STATS, retries: 2 }, 3_200)).toContain('· 2 retries')
})
