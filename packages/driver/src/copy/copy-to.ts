import { CsvWriter, JsonWriter, NdjsonWriter, type RowWriter, TsvWriter } from '@certsql/core'
import { type ExecutionContext, execute, writeParquet } from '@certsql/engine'
import type { CopyToPlan } from '@certsql/planner'
import { FileOutput } from '../files/file-output.js'
import { ReplacedFile } from '../files/replaced-file.js'
import { type Answer, heldAnswer } from '../statement/answer.js'

/** COPY … TO: the file is there when all rows are in it, and as it was before when something fails. */
export async function copyToAnswer(plan: CopyToPlan, context: ExecutionContext): Promise<Answer> {
  switch (plan.format) {
    case 'csv':
      return await writeText(plan, new CsvWriter(plan.style), context)
    case 'tsv':
      return await writeText(plan, new TsvWriter(plan.style), context)
    case 'json':
      return await writeText(plan, new JsonWriter(), context)
    case 'ndjson':
      return await writeText(plan, new NdjsonWriter(), context)
    case 'xlsx': {
      const { XlsxWriter } = await import('../xlsx/xlsx-writer.js')
      return await writeRows(plan, (output) => new XlsxWriter(output, plan.style.header), context)
    }
    case 'parquet':
      return await writeParquetFile(plan, context)
  }
}

/** Takes rows, and has written them to the file when it says so. */
export interface RowFile {
  begin(columns: Parameters<RowWriter['begin']>[0]): Promise<void>
  write(rows: Parameters<RowWriter['write']>[0]): Promise<void>
  end(): Promise<void>
}

function writeText(plan: CopyToPlan, writer: RowWriter, context: ExecutionContext): Promise<Answer> {
  return writeRows(
    plan,
    (output) => ({
      begin: (columns) => output.write(writer.begin(columns)),
      write: (rows) => output.write(writer.write(rows)),
      end: () => output.write(writer.end()),
    }),
    context,
  )
}

async function writeRows(
  { file, plan }: CopyToPlan,
  openRows: (output: FileOutput) => RowFile,
  context: ExecutionContext,
): Promise<Answer> {
  const output = await FileOutput.open(file)
  try {
    const rows = openRows(output)
    const result = execute(plan, context)
    await rows.begin(result.columns)
    for await (const batch of result) await rows.write(batch.rows)
    await rows.end()
    await output.finish()
    const { stats, notices } = result
    return heldAnswer([], [], { stats, notices, written: { affectedRows: stats.rows, report: undefined } })
  } catch (error) {
    await output.discard()
    throw error
  }
}

async function writeParquetFile(
  { file, plan, compression }: CopyToPlan,
  context: ExecutionContext,
): Promise<Answer> {
  const replaced = await ReplacedFile.at(file)
  // A folder that is missing or may not be written to is found before the rows are fetched.
  await (await replaced.create()).close()
  try {
    const kept = await writeParquet({ path: replaced.writePath, compression }, plan, context)
    await replaced.keep()
    const { stats, notices, rows } = kept
    return heldAnswer([], [], { stats, notices, written: { affectedRows: rows, report: undefined } })
  } catch (error) {
    await replaced.discard()
    throw error
  }
}
