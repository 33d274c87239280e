/** Newer runtimes have a method, older ones a property; both number Monday 1 to Sunday 7. */
interface WeekInfoLocale {
  readonly weekInfo?: { readonly firstDay: number }
  getWeekInfo?(): { readonly firstDay: number }
}

const SUNDAY = 0

/** The day on which weeks start for users of a locale: 0 Sunday … 6 Saturday; Sunday when the locale is not known. */
export function firstDayOfWeek(locale: string): number {
  if (locale === '') return SUNDAY
  try {
    const known: Intl.Locale & WeekInfoLocale = new Intl.Locale(locale.replaceAll('_', '-'))
    const info = known.getWeekInfo?.() ?? known.weekInfo
    return (info?.firstDay ?? 7) % 7
  } catch {
    return SUNDAY
  }
}
