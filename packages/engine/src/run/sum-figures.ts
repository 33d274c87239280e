import { ExactNumber, type JsonRecordValue } from '@certsql/core'
import { digitsAtScale, type ExactDecimal, parseDecimal } from '../decode/exact-decimal.js'
import type { CertificateFigures } from './sum-certificate.js'

/** Figures of the org as exact numbers, to be added and compared. */

export const ZERO: ExactDecimal = { digits: 0n, scale: 0 }

/** Numbers behind a sum; none where there are no figures. */
export function countOf(figures: CertificateFigures | undefined): number {
  return figures === undefined || figures.count === null ? 0 : Number(lexemeOf(figures.count))
}

export function decimalOf(value: JsonRecordValue | undefined): ExactDecimal | undefined {
  return typeof value === 'number' || value instanceof ExactNumber ? parseDecimal(lexemeOf(value)) : undefined
}

function lexemeOf(value: JsonRecordValue): string {
  return value instanceof ExactNumber ? value.lexeme : String(value)
}

export function add(a: ExactDecimal, b: ExactDecimal): ExactDecimal {
  const scale = Math.max(a.scale, b.scale)
  const digits = (digitsAtScale(a, scale) ?? 0n) + (digitsAtScale(b, scale) ?? 0n)
  return { digits, scale }
}

export function isLess(a: ExactDecimal, b: ExactDecimal): boolean {
  const scale = Math.max(a.scale, b.scale)
  return (digitsAtScale(a, scale) ?? 0n) < (digitsAtScale(b, scale) ?? 0n)
}

/** Whether a figure is there and has this value; both are in their shortest form. */
export function isSame(a: ExactDecimal | undefined, b: ExactDecimal | undefined): boolean {
  return a !== undefined && a.digits === b?.digits && a.scale === b.scale
}
