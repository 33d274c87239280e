import { readFileSync } from 'node:fs'
import { META_COMMANDS } from '../../src/shell/commands/meta-commands.js'

test('the README lists the commands as the help does', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const width = Math.max(...META_COMMANDS.map(({ usage }) => usage.length))
  const lines = META_COMMANDS.map(({ usage, help }) => `${usage.padEnd(width)}  ${help}`)
  expect(readme).toContain(`\`\`\`\n${lines.join('\n')}\n\`\`\``)
})

test('no two commands have the same name', () => {
  const names = META_COMMANDS.flatMap((command) => command.names)
  expect(new Set(names).size).toBe(names.length)
})
