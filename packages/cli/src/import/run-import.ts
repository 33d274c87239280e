import type { LoadProgress } from '@certsql/driver'
import { ExitCode } from '../exit-code.js'
import { RESULT_FORMATS } from '../format/result-format.js'
import type { Interruption } from '../run/interruption.js'
import { loadProgressText } from '../run/load-progress-text.js'
import { ProgressLine } from '../run/progress-line.js'
import { durationText, plural } from '../run/report-text.js'
import { runInSession } from '../run/run-in-session.js'
import type { Surroundings } from '../run/surroundings.js'
import type { ImportInvocation } from './import-invocation.js'
import { importStatement } from './import-statement.js'

/** `certsql import`: rows that are left out are told by the exit code, too. */
export async function runImport(
  invocation: ImportInvocation,
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<ExitCode> {
  const sql = importStatement(invocation)
  const { session, isDryRun } = invocation
  const result = { format: 'table', fitsScreen: false } as const
  let leftOut = 0
  const exitCode = await runInSession({ session, result }, surroundings, interruption, async (stage) => {
    const { opened, options, say } = stage
    if (isDryRun) opened.session.set('DryRun', true)
    const started = performance.now()
    let progress: LoadProgress | undefined
    const line = ProgressLine.showing(surroundings, (elapsed) => loadProgressText(progress, elapsed))
    const stream = opened.session.stream(sql, [], {
      signal: options.signal,
      onProgress: (reached) => {
        progress = reached
      },
    })
    try {
      const columns = await stream.columns()
      const writer = await RESULT_FORMATS.table.createWriter(options.writerSettings, sql)
      for await (const { rows } of stream.batches()) {
        line?.stop()
        if (leftOut === 0) await options.output.write(writer.begin(columns))
        leftOut += rows.length
        await options.output.write(writer.write(rows))
      }
      if (leftOut > 0) await options.output.write(writer.end())
      await options.output.finish()
    } finally {
      line?.stop()
    }
    const { notices, written, stats } = stream
    for (const { kind, message } of notices) {
      if (kind === 'errorFile') leftOut += 1
      say(`Notice: ${message}`)
    }
    const parts = [
      `${plural(written?.affectedRows ?? 0, 'row')} written`,
      durationText(performance.now() - started),
      plural(stats?.apiCalls ?? 0, 'API call'),
    ]
    if (!isDryRun) say(parts.join(' · '))
  })
  return exitCode === ExitCode.Ok && leftOut > 0 ? ExitCode.StatementFailed : exitCode
}
