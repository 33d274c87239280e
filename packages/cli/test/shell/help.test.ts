import { readFileSync, writeFileSync } from 'node:fs'
import { commandsPage } from '../../src/shell/commands/commands-page.js'
import { META_COMMANDS } from '../../src/shell/commands/meta-commands.js'

const PAGE = new URL('../../../../docs/shell.md', import.meta.url)

test('docs/shell.md is current (REWRITE=1 makes it so)', () => {
  if (process.env.REWRITE === '1') writeFileSync(PAGE, commandsPage())
  expect(readFileSync(PAGE, 'utf8')).toBe(commandsPage())
})

test('no two commands have the same name', () => {
  const names = META_COMMANDS.flatMap((command) => command.names)
  expect(new Set(names).size).toBe(names.length)
})
