import { type SqlType, type SqlValue, valueText } from '@certsql/core'

/** In characters; a narrower column hides short words, a wider one its neighbours. */
const NARROWEST = 8
const WIDEST = 60

/** Room beside the text of a cell. */
const MARGIN = 2

/** How wide a column has to be to show its name and the values of some rows. */
export function columnWidth(name: string, type: SqlType, values: readonly SqlValue[]): number {
  const texts = values.map((value) => (value === null ? '' : shownText(value, type)))
  // A loop: there may be more values than a call takes arguments.
  const widest = texts.reduce((width, text) => Math.max(width, textWidth(text)), textWidth(name))
  return Math.min(WIDEST, Math.max(NARROWEST, widest + MARGIN))
}

/** As the formats of our cells show it: moments without the fraction of their second. */
function shownText(value: Exclude<SqlValue, null>, type: SqlType): string {
  const text = valueText(value, type)
  return type.kind === 'timestamp' || type.kind === 'timestamptz' ? text.slice(0, 19) : text
}

/** Of the longest line, with two places for each character of the wide scripts. */
function textWidth(text: string): number {
  return Math.max(
    ...text.split('\n', LINES_LOOKED_AT).map((line) => line.length + (line.match(WIDE) ?? []).length),
  )
}

const LINES_LOOKED_AT = 20

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g
