import type { Knex } from 'knex'
import { READS } from './surface.js'
import type { SurfaceCase } from './surface-case.js'
import { WRITES } from './write.js'

const ALL: readonly SurfaceCase[] = [...READS, ...WRITES]

/** docs/knex-builder.md: what each method of the builder becomes, and what is refused. */
export function builderPage(db: Knex): string {
  const runs = ALL.filter(({ refused }) => refused === undefined)
  const refusals = ALL.filter(({ refused }) => refused !== undefined)
  return `# What the builder becomes

Each method of Knex's builder in its variants, and the SQL that it becomes. This page is made by a test, which runs all of it
on the local org and on SQLite over the same records and compares the rows: of ${ALL.length} chains ${runs.length} give the same, and ${refusals.length}
are refused, because an org has no such thing or because they are mistakes. How SQL is answered is told in
[architecture.md](architecture.md); how to use Knex with it in [knex.md](knex.md).

## Refused, and why

${tableOf(['method', 'variants', 'reason'], refusalRows(db, refusals))}

## What runs

${tableOf(
  ['method', 'variant', 'SQL'],
  runs.map((one) => [one.method, one.variant, sqlOf(db, one)]),
)}
`
}

function sqlOf(db: Knex, { build }: SurfaceCase): string {
  const chain: unknown = build(db)
  if (chain instanceof Promise) {
    // It runs at once, on no connection here.
    chain.catch(() => undefined)
    return 'several statements'
  }
  return code(String(chain))
}

/** What is refused for the same reason is told once. */
function refusalRows(db: Knex, refusals: readonly SurfaceCase[]): readonly (readonly string[])[] {
  const rows = new Map<string, [string, string[], string]>()
  for (const refusal of refusals) {
    const { method, variant } = refusal
    const reason = reasonOf(db, refusal)
    const key = reason.replace(/^\w+ /, '')
    const row = rows.get(key)
    if (row === undefined) rows.set(key, [method, [variant], reason])
    else row[1].push(row[0] === method ? variant : `${method}: ${variant}`)
  }
  return [...rows.values()].map(([method, variants, reason]) => [method, variants.join(', '), reason])
}

/** What is found while compiling tells more than a test needs to know. */
function reasonOf(db: Knex, { build, refused = '' }: SurfaceCase): string {
  try {
    const chain: unknown = build(db)
    if (chain instanceof Promise) chain.catch(() => undefined)
    else String(chain)
  } catch (error) {
    const { message, hint } = error as Error & { readonly hint?: string }
    return hint === undefined ? message : `${message} Instead: ${hint}`
  }
  return refused
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
}

function code(sql: string): string {
  const short = sql.length > 400 ? `${sql.slice(0, 400)} …` : sql
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``
}
