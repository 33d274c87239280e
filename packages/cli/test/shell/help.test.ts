import { META_COMMANDS } from '../../src/shell/commands/meta-commands.js'

test('no two commands have the same name', () => {
  const names = META_COMMANDS.flatMap((command) => command.names)
  expect(new Set(names).size).toBe(names.length)
})
