/** Hundredths of a currency unit: sums of whole numbers are exact, so books balance to the cent. */
export type Cents = number

/** As records carry it: `amount(12345)` is 123.45. */
export function amount(cents: Cents): number {
  return cents === 0 ? 0 : cents / 100
}

export function cents(value: number): Cents {
  return roundHalfAwayFromZero(value * 100)
}

export function percentOf(value: Cents, percent: number): Cents {
  return roundHalfAwayFromZero((value * percent) / 100)
}

/** Currencies without a smaller unit, such as the yen, have whole amounts only. */
export function roundToCurrency(value: Cents, currency: string): Cents {
  return currency === 'JPY' ? roundHalfAwayFromZero(value / 100) * 100 : roundHalfAwayFromZero(value)
}

/** Certinia's rates say how much foreign money one unit of home money buys. */
export function toHome(document: Cents, rate: number): Cents {
  return roundHalfAwayFromZero(document / rate)
}

/** A share of a value; the whole of it when the parts are equal, so that nothing is left behind. */
export function proRata(value: Cents, part: Cents, whole: Cents): Cents {
  return part === whole ? value : roundHalfAwayFromZero((value * part) / whole)
}

function roundHalfAwayFromZero(value: number): number {
  const rounded = Math.sign(value) * Math.round(Math.abs(value))
  return rounded === 0 ? 0 : rounded
}
