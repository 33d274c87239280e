/**
 * A decimal as people write it, padded to the scale of its type; digits beyond that scale are kept, never rounded.
 *
 * ```ts
 * decimalText('1234.5', 2)  // '1234.50'
 * decimalText(1e-7, 2)      // '0.0000001'
 * ```
 */
export function decimalText(value: number | bigint | string, scale: number): string {
  const digits = plainDigits(String(value))
  if (!/^-?\d+(\.\d+)?$/.test(digits)) return digits
  const fraction = digits.split('.')[1] ?? ''
  if (fraction.length >= scale) return digits
  return `${digits}${fraction === '' ? '.' : ''}${'0'.repeat(scale - fraction.length)}`
}

/** Without exponent: `1.5e-7` is `0.00000015`. */
function plainDigits(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return `${sign}${digits.padEnd(point, '0')}`
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
