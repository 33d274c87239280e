const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** An 18-character Id: prefix, number, checksum (facts §5). `recordId('a11', 1)` is `a11000000000001AAA`. */
export function recordId(keyPrefix: string, number: number): string {
  const short = keyPrefix + String(number).padStart(12, '0')
  const checksum = [0, 5, 10].map((start) => {
    const bits = [...short.slice(start, start + 5)].map((letter, bit) =>
      /[A-Z]/.test(letter) ? 1 << bit : 0,
    )
    return LETTERS[bits.reduce((sum, bit) => sum + bit, 0)] ?? 'A'
  })
  return short + checksum.join('')
}
