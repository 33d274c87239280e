import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PAGES } from '../../src/manual/pages.js'
import { META_COMMANDS } from '../../src/shell/commands/meta-commands.js'

const path = (file: string) => fileURLToPath(new URL(`../../../../${file}`, import.meta.url))
const MAN_PAGE = 'packages/cli/man/certsql.1'

test.each(PAGES)('$file is current (npm run pages makes it so)', ({ file, text }) => {
  expect(readFileSync(path(file), 'utf8')).toBe(text())
})

test('the man page is packed, and tells of each command', () => {
  const { man, files } = JSON.parse(readFileSync(path('packages/cli/package.json'), 'utf8'))
  expect(man).toBe('man/certsql.1')
  expect(files).toContain('man')
  const page = readFileSync(path(MAN_PAGE), 'utf8')
  for (const { names } of META_COMMANDS) expect(page).toContain(`\\fB\\e${names[0]}`)
  for (const command of ['export', 'import', 'login', 'completion'])
    expect(page).toContain(`.SS "certsql ${command} `)
})

const hasMandoc = spawnSync('mandoc', ['-h']).error === undefined
if (!hasMandoc) console.warn('mandoc is not installed: the man page is not checked by it.')
const withMandoc = hasMandoc ? test : test.skip
withMandoc('mandoc has no complaint about the man page', () => {
  const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', path(MAN_PAGE)], {
    encoding: 'utf8',
  })
  // A date would make the page another one each day.
  expect(stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([])
})
