/** A calendar day, as days since 1970-01-01: cheap to compare, to add to, and to keep. */
export type Day = number

const MILLISECONDS = 86_400_000
const texts = new Map<Day, string>()

/** `dayOf('1970-01-02')` is 1. */
export function dayOf(text: string): Day {
  return Math.round(Date.parse(`${text}T00:00:00Z`) / MILLISECONDS)
}

/** Months count from 1; month 13 is January of the next year, day 0 the last day of the month before. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day {
  return Math.round(Date.UTC(year, month - 1, dayOfMonth) / MILLISECONDS)
}

/** `2025-06-30`. */
export function dayText(day: Day): string {
  let text = texts.get(day)
  if (text === undefined) {
    text = new Date(day * MILLISECONDS).toISOString().slice(0, 10)
    texts.set(day, text)
  }
  return text
}

export function yearOf(day: Day): number {
  return Number(dayText(day).slice(0, 4))
}

/** From 1. */
export function monthOf(day: Day): number {
  return Number(dayText(day).slice(5, 7))
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7
}

/** Moves Saturdays and Sundays to the Monday after. */
export function workday(day: Day): Day {
  const weekday = weekdayOf(day)
  if (weekday === 6) return day + 2
  return weekday === 0 ? day + 1 : day
}

export function startOfMonth(day: Day): Day {
  return dayFrom(yearOf(day), monthOf(day), 1)
}

export function endOfMonth(day: Day): Day {
  return dayFrom(yearOf(day), monthOf(day) + 1, 0)
}

/** The first days of the months from one day to another. */
export function monthStarts(from: Day, to: Day): Day[] {
  const starts: Day[] = []
  for (let start = startOfMonth(from); start <= to; start = endOfMonth(start) + 1) starts.push(start)
  return starts
}
