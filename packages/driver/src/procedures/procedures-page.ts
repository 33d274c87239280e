import { type Column, formatSqlType } from '@certsql/core'
import type { Procedure } from './procedure.js'
import { PROCEDURES } from './procedures.js'

/** docs/procedures.md, made from the list of procedures. */
export function proceduresPage(): string {
  const list = PROCEDURES.map(
    ({ name, description, mayWrite }) =>
      `| [${name}](#${name.toLowerCase()}) | ${mayWrite ? 'yes' : ''} | ${description} |`,
  )
  const overview = ['| procedure | changes the org | |', '| --- | --- | --- |', ...list].join('\n')
  return `${[INTRODUCTION, overview, ...PROCEDURES.map(section)].join('\n\n')}\n`
}

const INTRODUCTION = `# Procedures

<!-- Made from packages/driver/src/procedures by packages/driver/scripts/write-procedures-page.mjs. -->

What the org can do beyond reading and writing records. A procedure is run by \`CALL\` or \`EXEC\`, with arguments in order, by
name, or both; names ignore case and underscores. Its answer are rows.

\`\`\`sql
CALL GetUpdated('Account', NOW() - INTERVAL '1 day');
CALL DownloadFile(Id => '0685f00000AbCdE', Path => 'contract.pdf');
EXEC GetLimits;
\`\`\`

Arguments are expressions of any kind, subqueries and parameters included. Several Ids are an array, or one text with commas
between them. \`EXPLAIN CALL …\` shows the requests and sends none. With \`ReadOnly\` those that change the org are refused;
inside a transaction they are too, since they take effect at once. Files are read and written with \`AllowLocalFiles=true\` only.
\`certsql.procedures\` and \`certsql.procedure_parameters\` are this page as tables.`

function section(procedure: Procedure): string {
  const { name, description, results } = procedure
  const parts = [
    `## ${name}`,
    description,
    parameterTable(procedure),
    `Gives ${results.map(typed).join(', ')}.`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function parameterTable({ parameters, notes }: Procedure): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(({ name, type, required }) => {
    const { description = '', fallback } = notes.get(name) ?? {}
    const otherwise = required ? '*required*' : (fallback ?? 'nothing')
    return `| **${name}** | \`${formatSqlType(type)}\` | ${otherwise} | ${description} |`
  })
  return ['| parameter | type | left out | |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function typed({ name, type }: Column): string {
  return `\`${name} ${formatSqlType(type)}\``
}
