import { EDITOR_KEYS } from '../editor-keys.js'
import { COMMAND_GROUPS } from '../meta-command.js'
import { META_COMMANDS } from './meta-commands.js'

/** The page `docs/shell.md`, made from the commands themselves. */
export function commandsPage(): string {
  const groups = COMMAND_GROUPS.map((group) => {
    const lines = META_COMMANDS.filter((command) => command.group === group).map(
      ({ usage, names, help }) => `| \`${cellOf(usage)}\` | ${cellOf(help)}${othersText(names)} |`,
    )
    return [`## ${group}`, '', '| command | what it does |', '|---|---|', ...lines].join('\n')
  })
  return `${INTRODUCTION}\n${groups.join('\n\n')}\n`
}

function othersText([, ...others]: readonly string[]): string {
  const words = others.filter((name) => name.length > 1).map((name) => `\`\\${name}\``)
  return words.length === 0 ? '' : ` (also ${words.join(', ')})`
}

function cellOf(text: string): string {
  return text.replaceAll('|', '\\|')
}

const KEYS = [
  '| key | what it does |',
  '|---|---|',
  ...EDITOR_KEYS.map(([keys, deed]) => `| ${keys} | ${deed} |`),
].join('\n')

const INTRODUCTION = `# The shell

\`certsql\` on a terminal is a shell. A statement ends with a semicolon and may take several lines; what begins with a
backslash is a command of the shell, also in the middle of a statement. How it compares with psql, pgcli, duckdb and usql is in
[the shell beside others](shell-comparison.md).

${KEYS}

The prompt tells the org and whether it is production (red), a sandbox or a local one, \`read-only\`, and with a \`*\` that a transaction
is open. In production each write is asked about: what, how many records, and for tables of Certinia whose books; one without
\`WHERE\` wants the name of the org typed, wherever it is. \`--read-only\` refuses all writes. Lines that may hold a secret are not kept in the history.
What is pasted is text: nothing of it runs before Enter. There are no colours with \`NO_COLOR\` or in a pipe, and on a terminal
with \`TERM=dumb\` no control sequences at all: lines are read as they come.

Numbers stand to the right, amounts with separators and cents, NULL as \`∅\` (\`\\pset null\`, \`\\pset digits\`). Control characters are shown by
their names. Nothing is cut off without a word.
A result that is wider than the screen has its long texts wrapped; if that is not enough it is shown as records, or with
many rows by its first columns, and a line says how many there are more. One that is longer than the screen goes through
\`$CERTSQL_PAGER\`, \`$PAGER\` or \`less\`. The rows of the last result are the table \`_\` in SQL (up to 100,000).
\`\\pset totals on\` puts the sums of the numbers below the rows of tables, records and crosstabs: of all rows, and exact (but for DOUBLE).
Below a result stand its rows, the time, the API calls and the rows that were moved; \`\\timing off\` leaves the rows.
What takes longer than a second tells how far it is, here and in scripts on a terminal: pages, rows, rows a second, API calls, the
state of Bulk jobs, and where the org has told how many rows there are, the time that is left.
\`:name\` in a statement stands for the variable that \`\\set\` has given a value: a value, never text of the statement.
`
