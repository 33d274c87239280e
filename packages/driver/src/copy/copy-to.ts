import { type ExecutionContext, execute, writeParquet } from '@certsql/engine'
import type { CopyToPlan } from '@certsql/planner'
import { FileOutput } from '../files/file-output.js'
import { ReplacedFile } from '../files/replaced-file.js'
import { type Answer, heldAnswer } from '../statement/answer.js'
import { openRowFile, type RowFileFormat } from './row-file.js'

/** COPY … TO: the file is there when all rows are in it, and as it was before when something fails. */
export async function copyToAnswer(plan: CopyToPlan, context: ExecutionContext): Promise<Answer> {
  const { format } = plan
  return format === 'parquet' ? await writeParquetFile(plan, context) : await writeRows(plan, format, context)
}

async function writeRows(
  { file, plan, style, packing }: CopyToPlan,
  format: RowFileFormat,
  context: ExecutionContext,
): Promise<Answer> {
  const output = await FileOutput.open(file, { packing })
  try {
    const rows = await openRowFile(format, output, style)
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
