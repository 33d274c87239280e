import { spawn, spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { certsql } from '../support/certsql-process.js'
import { HAS_SCRIPT } from '../support/terminal-process.js'
import { TestScreen } from '../support/test-screen.js'

const BIN = fileURLToPath(new URL('../../../../bin/certsql.js', import.meta.url))
const SHELLS = ['bash', 'zsh', 'fish'] as const

const isInstalled = (shell: string) => spawnSync(shell, ['--version']).status === 0

let folder: string
let environment: Record<string, string | undefined>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certsql-completion-'))
  const config = join(folder, 'config.json')
  environment = {
    PATH: `${folder}:${process.env.PATH}`,
    HOME: folder,
    TERM: 'xterm',
    CERTSQL_CONFIG: config,
    // Of fish: no colours, no greeting.
    fish_greeting: '',
  }
  await writeFile(
    config,
    JSON.stringify({
      profiles: { prod: { User: 'a' }, 'prod-uk': { User: 'b' }, sandbox: {}, '$(touch x)': {} },
    }),
  )
  await writeFile(join(folder, 'certsql'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`)
  await chmod(join(folder, 'certsql'), 0o755)
  await writeFile(join(folder, 'month end.sql'), 'SELECT 1')
  for (const shell of SHELLS) {
    const { exitCode, stdout, stderr } = await certsql(['completion', shell])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    await writeFile(join(folder, `completion.${shell}`), stdout)
  }
})
afterAll(() => rm(folder, { recursive: true }))

/** What is typed, and all that is proposed for it. */
const PROPOSALS: readonly (readonly [string, readonly string[]])[] = [
  ['certsql exp', ['export']],
  ['certsql l', ['login', 'logout']],
  ['certsql --form', ['--format']],
  ['certsql --format ma', ['markdown']],
  ['certsql -c "SELECT 1" --on-error ', ['continue', 'stop']],
  ['certsql export --format ar', ['arrow']],
  ['certsql export --parti', ['--partition-by']],
  ['certsql --profile prod', ['prod', 'prod-uk']],
  ['certsql doctor --profile s', ['sandbox']],
  ['certsql config un', ['unset']],
  ['certsql config default prod-', ['prod-uk']],
  ['certsql config set prod TimeZ', ['TimeZone']],
  ['certsql -p MaxA', ['MaxApiCalls=']],
  ['certsql completion z', ['zsh']],
  ['certsql -f mon', ['month end.sql']],
  ['certsql import mon', ['month end.sql']],
  ['certsql -c mon', []],
  ['certsql -p MaxRows=mon', []],
  ['certsql describe --profile prod --form', ['--format']],
]

describe('bash', () => {
  const script = `
    source completion.bash
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _certsql 2>&1
    printf '%s\\n' "\${COMPREPLY[@]}"`

  /** The words as bash parts them: it parts at = as well. */
  function proposals(words: readonly string[]): readonly string[] {
    const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...words], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
    })
    return stdout.split('\n').filter((word) => word !== '')
  }

  const wordsOf = (typed: string) =>
    typed.match(/"[^"]*"|=|[^\s="]+|(?<= )$/g)?.map((word) => word.replaceAll('"', '')) ?? []

  test.each(PROPOSALS)('%s', (typed, expected) => {
    expect([...proposals(wordsOf(typed))].sort()).toEqual(expected)
  })

  test('the value of an option behind =', () => {
    expect(proposals(['certsql', '--format', '='])).toContain('csv')
    expect(proposals(['certsql', '--format', '=', 'cs'])).toEqual(['csv'])
    expect(proposals(['certsql', '--format', '=', 'csv', 'exp'])).toEqual(['export'])
  })

  test('nothing that stands in the configuration is run', () => {
    const { stdout } = spawnSync('ls', { cwd: folder, encoding: 'utf8' })
    expect(stdout.split('\n')).not.toContain('x')
  })
})

const inFish = isInstalled('fish') ? describe : describe.skip
if (!isInstalled('fish')) console.warn('fish is not installed: its completion is not tried.')
inFish('fish', () => {
  test.each(PROPOSALS)('%s', (typed, expected) => {
    const { stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', `source completion.fish; complete -C ${JSON.stringify(typed)}`],
      { cwd: folder, env: environment, encoding: 'utf8' },
    )
    expect(stderr).toBe('')
    const words = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t')[0]?.replaceAll('\\ ', ' '))
    expect(words.sort()).toEqual(expected)
  })
})

/** zsh completes at a terminal only: it is typed to, and what stands on the screen then is looked at. */
const inZsh = isInstalled('zsh') && HAS_SCRIPT ? describe : describe.skip
if (!isInstalled('zsh')) console.warn('zsh is not installed: its completion is not tried.')
inZsh('zsh', () => {
  let zsh: ReturnType<typeof spawn>
  afterEach(() => {
    zsh.kill('SIGKILL')
  })

  /** Each is a shell of its own, which takes its time. */
  const some = PROPOSALS.filter(([typed]) => /exp$|on-error|parti|doctor|MaxA|import/.test(typed))
  test.each(some)('%s', async (typed, proposals) => {
    zsh = spawn('script', ['-qfec', 'stty cols 200 rows 50; exec zsh -f', '/dev/null'], {
      cwd: folder,
      env: environment,
    })
    const screen = new TestScreen(200, 50)
    zsh.stdout?.on('data', (piece: Buffer) => screen.output.write(piece))
    const prepare = 'autoload -U compinit; compinit -D -u; source completion.zsh; setopt no_list_ambiguous'
    zsh.stdin?.write(`${prepare}; PS1="$((1 + 1))> "\r`)
    await screen.waitFor(0, (shown) => /^2>/m.test(shown))
    const top = await screen.cursorLine()
    zsh.stdin?.write(`${typed}\t`)
    const begun = typed.slice(0, typed.lastIndexOf(' ') + 1)
    const [only = '', ...others] = proposals.map((word) => word.replaceAll(' ', '\\ '))
    await screen.waitFor(top, (shown) =>
      others.length === 0
        ? shown.includes(begun + only)
        : [only, ...others].every((word) => shown.split(/\s+/).includes(word)),
    )
  })
})
