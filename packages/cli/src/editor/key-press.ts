import type { Key } from 'node:readline'

/** A key, or a piece of text that was pasted. */
export interface KeyPress {
  /** `a`, `left`, `ctrl-a`, `meta-b`, `shift-tab`, `paste` … */
  readonly name: string
  /** What it would put into the text. */
  readonly text: string
}

/** Node's keypress under one name. */
export function keyPress(character: string | undefined, key: Key): KeyPress {
  const sequence = key.sequence ?? character ?? ''
  const special = NAMES_BY_SEQUENCE[sequence]
  if (special !== undefined) return { name: special, text: '' }
  if (key.name === 'escape') return { name: 'escape', text: '' }
  const name = key.name === undefined ? sequence.replace('\u001b', '') : (SAME_KEYS[key.name] ?? key.name)
  const isText = key.ctrl !== true && key.meta !== true && isPrintable(character)
  if (isText) return { name: character ?? '', text: character ?? '' }
  const prefix = `${key.ctrl === true ? 'ctrl-' : ''}${key.meta === true ? 'meta-' : ''}`
  const shifted = key.shift === true && key.meta !== true ? 'shift-' : ''
  return { name: `${prefix}${shifted}${name}`, text: '' }
}

const SAME_KEYS: Readonly<Record<string, string>> = { return: 'enter' }

/** Control characters that Node has no name for. */
const NAMES_BY_SEQUENCE: Readonly<Record<string, string>> = {
  '\u001f': 'ctrl-_',
  '\u001d': 'ctrl-]',
  '\u0000': 'ctrl-space',
}

function isPrintable(character: string | undefined): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return character !== undefined && character !== '' && !/^[\u0000-\u001f\u007f]/.test(character)
}
