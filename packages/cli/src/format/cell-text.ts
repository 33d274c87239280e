import type { SqlType, SqlValue } from '@certsql/core'
import { displayWidth } from './display-width.js'
import { readableText } from './readable-text.js'
import type { WriterSettings } from './writer-settings.js'

/** A value as it stands in a table. */
export interface CellText {
  readonly text: string
  readonly width: number
  readonly isNull: boolean
}

export function cellText(
  value: SqlValue,
  type: SqlType,
  { nullText, groupsDigits }: Pick<WriterSettings, 'nullText' | 'groupsDigits'>,
): CellText {
  const text = value === null ? nullText : readableText(value, type, groupsDigits)
  return { text, width: displayWidth(text), isNull: value === null }
}
