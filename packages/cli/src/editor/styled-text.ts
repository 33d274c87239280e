/** What a piece of the text is to the reader. */
export type TextStyle =
  | 'keyword'
  | 'function'
  | 'text'
  | 'number'
  | 'name'
  | 'parameter'
  | 'comment'
  | 'command'
  | 'mistake'

/** Pieces in order; what lies between them is plain. */
export interface StyledSpan {
  readonly start: number
  readonly end: number
  readonly style: TextStyle
}

/** SGR parameters: on and off. */
const SGR: Readonly<Record<TextStyle | 'faint' | 'chosen', readonly [string, string]>> = {
  keyword: ['1;34', '22;39'],
  function: ['34', '39'],
  text: ['32', '39'],
  number: ['36', '39'],
  name: ['33', '39'],
  parameter: ['35', '39'],
  comment: ['2', '22'],
  command: ['1;35', '22;39'],
  mistake: ['31', '39'],
  faint: ['2', '22'],
  chosen: ['7', '27'],
}

/** A text in a style. */
export function styled(text: string, style: keyof typeof SGR, colour: boolean): string {
  const [on, off] = SGR[style]
  return colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
}
