/**
 * A statement as entries of the line editor, which edits one line at a time: joined to one line where that cannot change
 * its meaning, else line by line.
 *
 * ```ts
 * recallLines('SELECT 1\nFROM Account')  // ['SELECT 1 FROM Account']
 * ```
 */
export function recallLines(statement: string): string[] {
  const lines = statement.split(/\r?\n/)
  const hasComment = /--/.test(statement)
  const hasTextOverLines = lines.some((line) => isOdd(line, "'") || isOdd(line, '"') || line.includes('$$'))
  if (hasComment || hasTextOverLines) return lines.filter((line) => line.trim() !== '')
  return [lines.map((line) => line.trim()).join(' ')]
}

function isOdd(line: string, quote: string): boolean {
  return (line.split(quote).length - 1) % 2 === 1
}
