import { readFileSync } from 'node:fs'
import { META_COMMANDS } from '../../src/shell/commands/meta-commands.js'

const page = readFileSync(new URL('../../../../docs/shell-comparison.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('|---'))
const names = new Set(META_COMMANDS.flatMap((command) => command.names))

test('docs/shell-comparison.md speaks of commands that there are', () => {
  const ours = rows.map((row) => row.split('|')[2] ?? '')
  const spoken = ours.flatMap((cell) => [...cell.matchAll(/\\([a-z]+\+?)/g)].map(([, name = '']) => name))
  expect(spoken.length).toBeGreaterThan(20)
  expect(spoken.filter((name) => !names.has(name))).toEqual([])
})

test('each row has a word on each of the five', () => {
  for (const row of rows) expect({ row, cells: row.split('|').length }).toEqual({ row, cells: 8 })
})
