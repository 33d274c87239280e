import { bold, cyan, dim, green, red, yellow } from './style.js'

type Paint = (text: string, colour: boolean) => string

/** How the lines of a plan look in a terminal, by what they begin with. The first that fits paints. */
const LINES: readonly (readonly [RegExp, Paint])[] = [
  [/^(?:All of it|The org finds|Both ways)/, (line, colour) => bold(green(line, colour), colour)],
  [/^The two ways/, (line, colour) => bold(red(line, colour), colour)],
  [/^(?:scan .* · |here, in DuckDB$|If .*:$)/, bold],
  [/^✓ /, green],
  [/^≈ /, yellow],
  [/^[✗·] /, red],
  [/^→ /, cyan],
  [/^(?:SELECT|FROM|WHERE|GROUP BY|ORDER BY|WITH|QUALIFY|HAVING|LIMIT)\b/, cyan],
  [/^(?:in the org(?:, checked again here)?|here): /, dim],
]

/**
 * A line of EXPLAIN as the shell shows it. The words are those that the driver prints, so that a plan in a file and one on
 * the screen differ in nothing else.
 */
export function paintPlanLine(line: string, colour: boolean): string {
  if (!colour) return line
  const text = line.trimStart()
  const margin = line.slice(0, line.length - text.length)
  const rule = LINES.find(([pattern]) => pattern.test(text))
  return rule === undefined ? line : `${margin}${rule[1](text, true)}`
}
