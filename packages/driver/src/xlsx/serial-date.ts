const MILLISECONDS_PER_DAY = 86_400_000

/**
 * Day 0 of a workbook. Its calendar has a 29th of February 1900 that never was, so that from March 1900 on the days are
 * those since 1899-12-30, and before nothing is agreed on:
 * https://learn.microsoft.com/office/troubleshoot/excel/wrongly-assumes-1900-is-leap-year
 */
const DAY_ZERO = Date.UTC(1899, 11, 30)
const FIRST_SURE_DAY = 61
/** 9999-12-31 */
const LAST_DAY = 2_958_465

/** The days since the beginning of a workbook's calendar, or undefined for moments that it does not hold. */
export function serialDate(milliseconds: number): number | undefined {
  const serial = (milliseconds - DAY_ZERO) / MILLISECONDS_PER_DAY
  return serial >= FIRST_SURE_DAY && serial < LAST_DAY + 1 ? serial : undefined
}

/** A time of day, `13:30:00.250`, as the part of a day that has passed; undefined for what a cell does not keep. */
export function serialTime(text: string): number | undefined {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d(?:\.\d{1,3}0*)?)$/.exec(text) ?? []
  if (hours === undefined) return undefined
  const serial = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) / 86_400
  return serial < 1 ? serial : undefined
}

/** The moment of a serial date, in milliseconds; whole ones, since its fraction is a rounded one. */
export function dateOfSerial(serial: number, date1904: boolean): number {
  const days = date1904 ? serial + 1462 : serial < FIRST_SURE_DAY - 1 ? serial + 1 : serial
  return DAY_ZERO + Math.round(days * MILLISECONDS_PER_DAY)
}
