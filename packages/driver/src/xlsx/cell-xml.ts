import { decimalText, type SqlType, type SqlValue, valueText } from '@certsql/core'
import { serialDate, serialTime } from './serial-date.js'
import { CELL_STYLES, decimalStyle } from './workbook-parts.js'

/** Digits that a cell keeps of a number. */
const DIGITS_OF_A_CELL = 15

/** What follows the reference of a cell, up to its end tag: ` s="1"><v>45000</v>`. */
export function cellXml(value: Exclude<SqlValue, null>, type: SqlType): string {
  if (typeof value === 'boolean') return ` t="b"><v>${value ? 1 : 0}</v>`
  if (value instanceof Date) return momentCell(value.getTime(), CELL_STYLES.moment, valueText(value, type))
  switch (type.kind) {
    case 'integer':
    case 'bigint':
    case 'double':
    case 'decimal':
      return typeof value === 'object' ? textCell(valueText(value, type)) : numberCell(String(value), type)
    case 'date':
      return momentCell(Date.parse(`${String(value)}T00:00:00Z`), CELL_STYLES.day, String(value))
    case 'timestamp':
      return momentCell(Date.parse(`${String(value).replace(' ', 'T')}Z`), CELL_STYLES.moment, String(value))
    case 'time':
      return timeCell(String(value))
    case 'null':
    case 'boolean':
    case 'text':
    case 'id':
    case 'timestamptz':
    case 'interval':
    case 'json':
    case 'list':
      return textCell(valueText(value, type))
  }
}

/** The name of a column. */
export function headingCell(text: string): string {
  return ` s="${CELL_STYLES.heading}"${textCell(text)}`
}

function textCell(text: string): string {
  return ` t="inlineStr"><is><t xml:space="preserve">${escapeText(text)}</t></is>`
}

function numberCell(number: string, type: SqlType): string {
  const text = type.kind === 'decimal' ? decimalText(number, type.scale) : number
  if (!Number.isFinite(Number(number)) || significantDigits(number) > DIGITS_OF_A_CELL) {
    // A double has a digit or two more than it is good for; the cell keeps its bits.
    if (type.kind !== 'double' || !Number.isFinite(Number(number))) return textCell(text)
  }
  const style = type.kind === 'decimal' ? ` s="${decimalStyle(type.scale)}"` : ''
  return `${style}><v>${number}</v>`
}

function significantDigits(number: string): number {
  const mantissa = number.replace(/[eE].*$/, '').replace(/[-.]/g, '')
  return mantissa.replace(/^0+|0+$/g, '').length
}

function momentCell(milliseconds: number, style: number, text: string): string {
  const serial = serialDate(milliseconds)
  return serial === undefined ? textCell(text) : ` s="${style}"><v>${serial}</v>`
}

function timeCell(text: string): string {
  const serial = serialTime(text)
  return serial === undefined ? textCell(text) : ` s="${CELL_STYLES.clock}"><v>${serial}</v>`
}

/** Control characters, which XML cannot hold, are written `_x0001_` (ISO/IEC 29500-1, 22.9.2.19), and so is what looks like that. */
const UNSAFE = /[&<>\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Cs}|_(?=x[0-9a-fA-F]{4}_)/gu

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => ENTITIES[character] ?? escapeCharacter(character))
}

function escapeCharacter(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}
