import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A statement of testdata/plans and the plan that it has. */
export interface PlanCase {
  /** What it shows. */
  readonly title: string
  /** Connection properties: `-- options: {"Collation": "Binary"}`. */
  readonly options: Readonly<Record<string, string>>
  readonly sql: string
  readonly plan: string
}

export interface PlanFile {
  readonly file: string
  readonly cases: readonly PlanCase[]
}

const BETWEEN_CASES = /\n={10,}\n/
const ABOVE_PLAN = /\n-{10,}\n?/
const OPTIONS = '-- options: '

export function readPlanFiles(folder: string): readonly PlanFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.plan'))
    .sort()
    .map((file) => ({ file, cases: parsePlanFile(readFileSync(join(folder, file), 'utf8')) }))
}

export function parsePlanFile(text: string): readonly PlanCase[] {
  return text
    .split(BETWEEN_CASES)
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const [statement = '', plan = ''] = one.split(ABOVE_PLAN)
      const lines = statement.trim().split('\n')
      const comments = lines.filter((line) => line.startsWith('--'))
      const options = comments.find((line) => line.startsWith(OPTIONS))
      return {
        title: comments
          .filter((line) => line !== options)
          .map((line) => line.slice(2).trim())
          .join(' '),
        options: options === undefined ? {} : JSON.parse(options.slice(OPTIONS.length)),
        sql: lines
          .filter((line) => !line.startsWith('--'))
          .join('\n')
          .replace(/;$/, ''),
        plan: plan.trimEnd(),
      }
    })
}

export function writePlanFile(folder: string, { file, cases }: PlanFile): void {
  const text = cases.map(({ title, options, sql, plan }) => {
    const written = Object.keys(options).length === 0 ? '' : `${OPTIONS}${JSON.stringify(options)}\n`
    return `-- ${title}\n${written}${sql};\n${'-'.repeat(40)}\n${plan}\n`
  })
  writeFileSync(join(folder, file), text.join(`${'='.repeat(80)}\n`))
}
