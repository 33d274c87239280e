import { TestEditor } from '../support/test-editor.js'

const KEYS = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  delete: '\u001b[3~',
  backspace: '\u007f',
  escape: '\u001b',
  tab: '\t',
  shiftTab: '\u001b[Z',
  altEnter: '\u001b\r',
  altB: '\u001bb',
  altF: '\u001bf',
  altD: '\u001bd',
  undo: '\u001f',
  ctrl: (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96),
  paste: (text: string) => `\u001b[200~${text}\u001b[201~`,
}

let open: TestEditor[] = []
function start(options: ConstructorParameters<typeof TestEditor>[0] = {}): TestEditor {
  const editor = new TestEditor(options).read()
  open.push(editor)
  return editor
}
afterEach(() => {
  for (const editor of open) editor.close()
  open = []
})

describe('typing', () => {
  test('shows what is typed behind the prompt', async () => {
    expect(await start().type('SELECT 1')).toBe('a=> SELECT 1|')
  })

  test('Enter begins a new line until the input is complete', async () => {
    const editor = start()
    expect(await editor.type('SELECT 1,\r')).toBe('a=> SELECT 1,\na-> |')
    expect(editor.taken).toBeUndefined()
    await editor.type('2;\r')
    expect(editor.taken).toEqual({ kind: 'text', text: 'SELECT 1,\n2;' })
    expect(await editor.shown()).toBe('a=> SELECT 1,\na-> 2;\n|')
  })

  test('Enter runs a complete input from any place in it', async () => {
    const editor = start()
    await editor.type('SELECT 1;', KEYS.home, '\r')
    expect(editor.taken).toEqual({ kind: 'text', text: 'SELECT 1;' })
  })

  test('Alt-Enter always begins a new line', async () => {
    expect(await start().type('SELECT 1;', KEYS.altEnter)).toBe('a=> SELECT 1;\na-> |')
  })

  test('keywords, texts and comments have colours', async () => {
    const editor = start()
    await editor.type("SELECT 'a' -- b")
    expect(editor.screen.written).toContain('\u001b[1;34mSELECT\u001b[22;39m \u001b[32m')
    expect(editor.screen.written).toContain('\u001b[2m-- b\u001b[22m')
  })

  test('without colour there is none, nor a suggestion that would be taken for text', async () => {
    const editor = start({ colour: false, history: ['SELECT 1;'] })
    expect(await editor.type("SELECT 'a")).toBe("a=> SELECT 'a|")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for.
    expect(editor.screen.written).not.toMatch(/\u001b\[[\d;]*m/)
  })

  test('long lines wrap, wide glyphs whole', async () => {
    const editor = start({ columns: 12 })
    expect(await editor.type('1234567日本')).toBe('a=> 1234567\n日本|')
    expect(await editor.type(KEYS.home)).toBe('a=> |1234567\n日本')
  })

  test('a line that fills the screen has the cursor in the next row', async () => {
    expect(await start({ columns: 12 }).type('12345678')).toBe('a=> 12345678\n|')
  })

  test('a text higher than the screen shows the part around the cursor', async () => {
    const editor = start({ rows: 5 })
    const text = Array.from({ length: 9 }, (_, index) => `line ${index}`).join('\n')
    const shown = await editor.type(KEYS.paste(text))
    expect(shown).toContain('a-> line 8|')
    expect(shown).not.toContain('line 3')
    expect(await editor.type(KEYS.up.repeat(8))).toMatch(/^a=> line 0\|/)
  })

  test('control characters are shown by name', async () => {
    expect(await start().type(KEYS.paste('a\u0001b'))).toBe('a=> a\\x01b|')
  })

  test('tabs are room', async () => {
    const editor = start()
    expect(await editor.type(KEYS.paste('SELECT\n\ta,\n\t\tb'))).toBe(
      'a=> SELECT\na->     a,\na->         b|',
    )
  })

  test('a text may stand in the line already', async () => {
    const editor = new TestEditor().read('SELECT')
    open.push(editor)
    expect(await editor.type(' 1')).toBe('a=> SELECT 1|')
  })
})

describe('moving and changing', () => {
  test.each<[string, readonly string[], string]>([
    ['left and right', ['abc', KEYS.left, KEYS.left, KEYS.right], 'a=> ab|c'],
    ['an emoji of many codes is one character', ['a👩‍👩‍👧b', KEYS.left, KEYS.backspace], 'a=> a|b'],
    ['an accent of its own too', ['ae\u0301', KEYS.backspace], 'a=> a|'],
    ['Home and End', ['abc', KEYS.home, 'x', KEYS.end, 'y'], 'a=> xabcy|'],
    ['Ctrl-A and Ctrl-E', ['abc', KEYS.ctrl('a'), 'x', KEYS.ctrl('e'), 'y'], 'a=> xabcy|'],
    ['words', ['ab c2g__x d', KEYS.altB, KEYS.altB], 'a=> ab |c2g__x d'],
    ['words forward', ['ab cd', KEYS.home, KEYS.altF], 'a=> ab| cd'],
    ['Delete', ['abc', KEYS.home, KEYS.delete], 'a=> |bc'],
    ['Ctrl-D deletes in a text', ['abc', KEYS.home, KEYS.ctrl('d')], 'a=> |bc'],
    ['Ctrl-K and Ctrl-Y', ['abc', KEYS.home, KEYS.ctrl('k'), 'x', KEYS.ctrl('y')], 'a=> xabc|'],
    ['Ctrl-U', ['abc def', KEYS.ctrl('u'), 'x'], 'a=> x|'],
    ['Ctrl-W', ["SELECT 'a b'", KEYS.ctrl('w')], "a=> SELECT 'a |"],
    ['Alt-D', ['ab cd', KEYS.home, KEYS.altD], 'a=> | cd'],
    ['Ctrl-T', ['SLEECT', KEYS.home, KEYS.right, KEYS.right, KEYS.ctrl('t')], 'a=> SEL|ECT'],
    ['undo', ['ab', KEYS.ctrl('u'), KEYS.undo], 'a=> ab|'],
    ['up and down between lines', ['abcd\r', 'ef', KEYS.up, 'x', KEYS.down, 'y'], 'a=> abxcd\na-> efy|'],
    ['backspace joins lines', ['ab\r', KEYS.backspace, 'c'], 'a=> abc|'],
  ])('%s', async (_, keys, expected) => {
    expect(await start().type(...keys)).toBe(expected)
  })
})

describe('pasting', () => {
  test('takes lines as text and runs nothing', async () => {
    const editor = start()
    expect(await editor.type(KEYS.paste('SELECT 1;\r\nSELECT 2;'))).toBe('a=> SELECT 1;\na-> SELECT 2;|')
    expect(editor.taken).toBeUndefined()
  })

  test('does not complete at a tab', async () => {
    expect(await start({ words: ['abc'] }).type(KEYS.paste('a\t'))).toBe('a=> a    |')
  })

  test('10,000 lines are no trouble', async () => {
    const editor = start()
    const text = Array.from({ length: 10_000 }, (_, index) => `SELECT ${index} AS "number"`).join('\n')
    expect(await editor.type(KEYS.paste(`${text};`), '\r')).toContain('9999 AS "number";')
    expect(editor.taken).toEqual({ kind: 'text', text: `${text};` })
  })
})

describe('history', () => {
  const history = ['SELECT 3;', 'SELECT 2\nFROM a;', 'DELETE;', 'SELECT 1;']

  test('goes up through whole inputs and down again to what was typed', async () => {
    const editor = start({ history })
    expect(await editor.type(KEYS.up)).toBe('a=> SELECT 3;|')
    expect(await editor.type(KEYS.up)).toBe('a=> SELECT 2\na-> FROM a;|')
    expect(await editor.type(KEYS.up, KEYS.up)).toBe('a=> DELETE;|')
    expect(await editor.type(KEYS.down, KEYS.down)).toBe('a=> SELECT 3;|')
    expect(await editor.type(KEYS.down)).toBe('a=> |')
  })

  test('only through those that begin as the text does', async () => {
    const editor = start({ history })
    expect(await editor.type('DEL', KEYS.up)).toBe('a=> DELETE;|')
    expect(await editor.type(KEYS.down)).toBe('a=> DEL|ETE;')
  })

  test('an entry that is recalled can be edited and run', async () => {
    const editor = start({ history })
    await editor.type(KEYS.up, KEYS.left, '4', '\r')
    expect(editor.taken).toEqual({ kind: 'text', text: 'SELECT 34;' })
  })

  test('suggests the rest of the newest entry that fits; right or End takes it', async () => {
    const editor = start({ history })
    expect(await editor.type('SEL')).toBe('a=> SEL|ECT 3;')
    expect(await editor.type(KEYS.right)).toBe('a=> SELECT 3;|')
  })

  test('a suggestion that is not taken is not run', async () => {
    const editor = start({ history: ['a; b;'] })
    await editor.type('a;\r')
    expect(editor.taken).toEqual({ kind: 'text', text: 'a;' })
    expect(await editor.shown()).toBe('a=> a;\n|')
  })

  test('Ctrl-R searches, goes on, and Enter runs what was found', async () => {
    const editor = start({ history })
    expect(await editor.type(KEYS.ctrl('r'), 'sel')).toBe('search: sel → |SELECT 3;')
    expect(await editor.type(KEYS.ctrl('r'))).toBe('search: sel → |SELECT 2\na-> FROM a;')
    expect(await editor.type(KEYS.ctrl('r'))).toBe('search: sel → |SELECT 1;')
    expect(await editor.type(KEYS.ctrl('s'))).toBe('search: sel → |SELECT 2\na-> FROM a;')
    await editor.type('\r')
    expect(editor.taken).toEqual({ kind: 'text', text: 'SELECT 2\nFROM a;' })
  })

  test('Escape leaves the search with what was typed before; other keys take what was found', async () => {
    const editor = start({ history })
    expect(await editor.type('x', KEYS.ctrl('r'), 'del', KEYS.ctrl('g'))).toBe('a=> x|')
    expect(await editor.type(KEYS.ctrl('r'), 'nowhere')).toContain('nothing found: nowhere → ')
    expect(await editor.type(KEYS.backspace.repeat(7), 'del', KEYS.end)).toBe('a=> DELETE;|')
  })
})

describe('completion', () => {
  const words = ['Account', 'AccountTeam', 'Asset', { text: 'Budget', detail: 'a table' }]

  test('one candidate is put in', async () => {
    expect(await start({ words }).type('x as', KEYS.tab)).toBe('a=> x Asset|')
  })

  test('of several, what they have in common, and the list', async () => {
    expect(await start({ words }).type('ac', KEYS.tab)).toBe('a=> Account|\n Account\n AccountTeam')
  })

  test('Tab and arrows go through the list, Enter takes one and does not run', async () => {
    const editor = start({ words })
    expect(await editor.type('a', KEYS.tab, KEYS.tab)).toMatch(/^a=> Account\|\n/)
    expect(await editor.type(KEYS.down)).toMatch(/^a=> AccountTeam\|\n/)
    expect(await editor.type(KEYS.up, KEYS.shiftTab)).toMatch(/^a=> A\|\n/)
    expect(await editor.type(KEYS.tab, KEYS.tab, '\r')).toBe('a=> AccountTeam|')
    expect(editor.taken).toBeUndefined()
  })

  test('Enter waits for what Tab gives', async () => {
    const editor = start({ words: ['abcdef;'] })
    await editor.type('abc\t\r')
    expect(editor.taken).toEqual({ kind: 'text', text: 'abcdef;' })
  })

  test('Ctrl-C does not wait for it, nor does what is typed then', async () => {
    const editor = start({ words: ['abcdef;'], hangs: true })
    await editor.type('abc\t\r\u0003')
    expect(editor.taken).toEqual({ kind: 'interrupted' })
    editor.read()
    await editor.type('x;\r')
    expect(editor.taken).toEqual({ kind: 'text', text: 'x;' })
  })

  test('typing narrows the list, Escape closes it', async () => {
    const editor = start({ words })
    expect(await editor.type('a', KEYS.tab)).toBe('a=> A|\n Account\n AccountTeam\n Asset')
    expect(await editor.type('s')).toBe('a=> As|\n Asset')
    expect(await editor.type(KEYS.tab, KEYS.ctrl('g'))).toBe('a=> As|')
  })

  test('details stand beside', async () => {
    expect(await start({ words: [...words, 'Bug'] }).type('bu', KEYS.tab)).toBe(
      'a=> Bu|\n Budget  a table\n Bug',
    )
  })

  test('a long list is a window', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `name${String(index).padStart(2, '0')}`)
    const editor = start({ words: many })
    const shown = await editor.type('n', KEYS.tab)
    expect(shown).toContain(' name07\n … 22 more')
    expect(await editor.type(KEYS.shiftTab)).toContain('a=> name29|\n name22\n')
  })

  test('nothing to complete rings the bell', async () => {
    const editor = start({ words })
    expect(await editor.type('zz', KEYS.tab)).toBe('a=> zz|')
    expect(editor.screen.written).toContain('\u0007')
  })
})

describe('the terminal', () => {
  test('Ctrl-C drops the input, and says so', async () => {
    const editor = start()
    expect(await editor.type('SELECT', KEYS.ctrl('c'))).toBe('a=> SELECT^C\n|')
    expect(editor.taken).toEqual({ kind: 'interrupted' })
  })

  test('Ctrl-C while nothing is read tells the one who asked, and drops what was typed ahead', async () => {
    const editor = start()
    await editor.type('a;\r', 'ahead', KEYS.ctrl('c'))
    expect(editor.interrupts).toBe(1)
    editor.read()
    expect(await editor.type('b')).toBe('a=> a;\na=> b|')
  })

  test('Ctrl-D on an empty line, or the end of the terminal, is the end', async () => {
    const editor = start()
    await editor.type(KEYS.ctrl('d'))
    expect(editor.taken).toEqual({ kind: 'end' })
    const other = start()
    await other.type('a')
    other.hangUp()
    await other.shown()
    await other.shown()
    expect(other.taken).toEqual({ kind: 'end' })
  })

  test('what is typed ahead comes when it is asked for', async () => {
    const editor = start()
    await editor.type('a;\r', 'b;\r', 'c')
    expect(editor.taken).toEqual({ kind: 'text', text: 'a;' })
    editor.read()
    await editor.shown()
    expect(editor.taken).toEqual({ kind: 'text', text: 'b;' })
    editor.read()
    expect(await editor.shown()).toBe('a=> a;\na=> b;\na=> c|')
  })

  test('a screen that becomes narrower or wider is drawn anew', async () => {
    const editor = start({ columns: 30 })
    await editor.type('SELECT a, b, c, d FROM e')
    editor.screen.resize(16, 12)
    expect(await editor.shown()).toBe('a=> SELECT a, b,\n c, d FROM e|')
    editor.screen.resize(40, 12)
    expect(await editor.shown()).toBe('a=> SELECT a, b, c, d FROM e|')
  })

  test('Ctrl-L clears it', async () => {
    const editor = start()
    await editor.type('a;\r')
    editor.read()
    await editor.type('SELECT')
    expect(await editor.type(KEYS.ctrl('l'))).toBe('a=> SELECT|')
  })
})
