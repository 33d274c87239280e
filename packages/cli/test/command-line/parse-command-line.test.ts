import type { Invocation, QueryInvocation } from '../../src/command-line/invocation.js'
import { parseCommandLine } from '../../src/command-line/parse-command-line.js'
import { UsageError } from '../../src/command-line/usage-error.js'

function parse(words: readonly string[], environment: Record<string, string> = {}): Invocation {
  return parseCommandLine(words, environment, { writeOut: () => undefined, writeError: () => undefined })
}

function refusal(...words: string[]): string {
  try {
    parse(words)
  } catch (error) {
    if (error instanceof UsageError) return error.render()
    throw error
  }
  throw new Error('It was accepted.')
}

describe('statements', () => {
  test('keep the order in which -c and -f were given', () => {
    expect(parse(['-c', 'SELECT 1', '-f', 'a.sql', '--command', 'SELECT 2'])).toMatchObject({
      kind: 'query',
      sources: [
        { kind: 'command', sql: 'SELECT 1' },
        { kind: 'file', path: 'a.sql' },
        { kind: 'command', sql: 'SELECT 2' },
      ],
    })
  })

  test('have parameters by name and by number', () => {
    const invocation = parse(['--param', 'company=A = B', '--param', '2=x', '--param', ':day=2025-01-31'])
    expect(invocation).toMatchObject({
      parameters: {
        named: new Map([
          ['company', 'A = B'],
          ['day', '2025-01-31'],
        ]),
        positional: new Map([[1, 'x']]),
      },
    })
    expect(refusal('--param', 'x')).toBe('--param needs NAME=VALUE.')
    expect(refusal('--param', '0=x')).toBe('Parameters are counted from 1.')
  })
})

describe('the org', () => {
  test('is named by the URL, or else by CERTSQL_URL', () => {
    const environment = { CERTSQL_URL: 'certinia:///?User=b' }
    expect(parse(['certinia:///?User=a'], environment)).toMatchObject({
      session: { url: 'certinia:///?User=a' },
    })
    expect(parse([], environment)).toMatchObject({ session: { url: 'certinia:///?User=b' } })
    expect(parse([])).not.toHaveProperty('session.url')
  })

  test('is the demo org with --demo, whatever the environment says', () => {
    const invocation = parse(['--demo'], { CERTSQL_URL: 'certinia:///?User=b' })
    expect(invocation).toMatchObject({ session: { demo: true } })
    expect(invocation).not.toHaveProperty('session.url')
    expect(refusal('--demo', 'certinia:///')).toBe('--demo starts an org of its own and takes no URL.')
  })

  test('takes properties, whose values may hold an equals sign', () => {
    expect(parse(['-p', 'Password=a=b', '--property', 'Use Sandbox=true'])).toMatchObject({
      session: { properties: { Password: 'a=b', 'Use Sandbox': 'true' } },
    })
  })

  test('is not told by a value without a name, which may be a secret', () => {
    expect(refusal('--property', 'hunter2')).toBe('--property needs NAME=VALUE.')
    expect(refusal('--property', '=hunter2')).toBe('--property needs NAME=VALUE.')
  })
})

describe('the format', () => {
  test.each([
    [[], 'table'],
    [['--output', 'a.csv'], 'csv'],
    [['--output', 'a.ndjson.GZ'], 'ndjson'],
    [['--output', 'a.JSONL'], 'ndjson'],
    [['--output', 'a.csv', '--format', 'TSV'], 'tsv'],
    [['--output', 'a.out'], 'table'],
  ])('of %j is %s', (words, format) => {
    expect(parse(words)).toMatchObject({ result: { format } })
  })

  test('that does not exist is refused with a suggestion', () => {
    expect(refusal('--format', 'jsno')).toBe('There is no format "jsno".\nHint: did you mean "json"?')
  })

  test.each(['parquet', 'xlsx', 'arrow'])('%s needs a file, and is told by its name', (format) => {
    expect(refusal('--format', format)).toContain(`The format "${format}" needs a file.`)
    expect(parse(['--output', `a.${format}`])).toMatchObject({ result: { format } })
  })
})

describe('scripts', () => {
  test('have a manner', () => {
    expect(parse([])).toMatchObject({ script: { goesOn: false, tellsStats: false, talk: 'normal' } })
    expect(parse(['--on-error', 'continue', '--stats', 'json', '-q'])).toMatchObject({
      script: { goesOn: true, tellsStats: true, talk: 'quiet' },
    })
    expect(refusal('-q', '-v')).toBe('--quiet and --verbose contradict each other.')
    expect(refusal('--on-error', 'panic')).toContain('Allowed choices are stop, continue.')
  })

  test('--var is --param, and --read-only a property', () => {
    const { parameters, session } = parse([
      '--var',
      'x=1',
      '--param',
      'y=2',
      '--read-only',
    ]) as QueryInvocation
    expect([...parameters.named]).toEqual([
      ['y', '2'],
      ['x', '1'],
    ])
    expect(session.properties).toEqual({ ReadOnly: 'true' })
  })
})

describe('commands', () => {
  test('completion knows three shells', () => {
    expect(parse(['completion', 'zsh'])).toEqual({ kind: 'completion', shell: 'zsh' })
    expect(refusal('completion', 'tcsh')).toContain('Allowed choices are bash, zsh, fish.')
  })

  test('emulator passes its words on', () => {
    expect(parse(['emulator', '--port', '0', '--help'])).toEqual({
      kind: 'emulator',
      arguments: ['--port', '0', '--help'],
    })
  })

  test('describe takes a table and the options of a session', () => {
    expect(parse(['describe', 'Account', '--demo', '--format', 'csv'])).toMatchObject({
      kind: 'describe',
      table: 'Account',
      session: { demo: true },
      result: { format: 'csv' },
    })
  })

  test('types takes a file, and the names of objects as a property', () => {
    expect(parse(['types', '--out', 'x.d.ts', '--objects', 'c2g__*,Account', '-p', 'User=amy'])).toEqual({
      kind: 'types',
      output: 'x.d.ts',
      session: { demo: false, properties: { Objects: 'c2g__*,Account', User: 'amy' } },
    })
  })

  test('that do not exist are refused with a suggestion', () => {
    expect(refusal('desribe')).toBe(
      '"desribe" is neither a command nor a connection URL.\nHint: did you mean "describe"?',
    )
    expect(refusal('SELECT 1')).toContain('give SQL with -c')
    expect(refusal('--fromat', 'csv')).toContain("Unknown option '--fromat'")
    expect(refusal('-c')).toContain('-c, --command <sql>')
  })
})

describe('help', () => {
  test('names every option, and leaves nothing to do', () => {
    let text = ''
    const invocation = parseCommandLine(
      ['--help'],
      {},
      { writeOut: (piece) => (text += piece), writeError: () => undefined },
    )
    expect(invocation).toEqual({ kind: 'nothing' })
    for (const word of [
      '--command',
      '--file',
      '--format',
      '--output',
      '--demo',
      '--property',
      '--param',
      'emulator',
    ]) {
      expect(text).toContain(word)
    }
  })
})
