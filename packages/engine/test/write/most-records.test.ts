import type { WritePlan } from '@certsql/planner'
import { executeWrite, type SourceRow, type WriteContext } from '../../src/index.js'

/** As much of a plan and its surroundings as is looked at before anything is sent. */
const PLAN = {
  statement: 'INSERT',
  table: { name: 'Account', columns: [] },
  source: { kind: 'given' },
  actions: [{ operation: 'insert', columns: [] }],
  repeated: 'impossible',
} as unknown as WritePlan

async function* rows(count: number): AsyncGenerator<readonly SourceRow[]> {
  for (let row = 0; row < count; row++) yield [[]]
}

function run(count: number, mostRecords: number | undefined, dryRun: boolean): Promise<number> {
  const context = {
    rows: rows(count),
    values: { timeZone: 'UTC', now: new Date(0) },
    settings: { allOrNone: true, bulkThreshold: 0, batchSize: 200 },
    dryRun,
    ...(mostRecords !== undefined && { mostRecords }),
  } as unknown as WriteContext
  return drained(executeWrite(PLAN, context))
}

async function drained(
  stream: AsyncIterable<{ readonly rows: readonly (readonly unknown[])[] }>,
): Promise<number> {
  let count = 0
  for await (const batch of stream) count += batch.rows.length
  return count
}

test('a statement is refused while its rows are read, once they are more than it may hold', async () => {
  await expect(run(11, 10, false)).rejects.toMatchObject({
    code: 'CERT-7003',
    message: expect.stringContaining('would write more than 10 records'),
    hint: expect.stringContaining('COPY … FROM'),
  })
})

test('as many as it may hold are taken', async () => {
  await expect(run(10, 10, true)).resolves.toBe(10)
})
