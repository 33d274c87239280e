import { compareCodePoints } from '../org/fold-text.js'

/** How the running user's locale orders texts, begins weeks and writes numbers and dates. */
export interface UserLocale {
  /** As ICU calls it: `de-DE`. */
  readonly tag: string
  readonly isAmerican: boolean
  /** 0 is Sunday. */
  readonly firstWeekday: number
  /** Orders texts whose case is folded: English by code point, others by the Unicode collation. */
  readonly compareTexts: (a: string, b: string) => number
}

const known = new Map<string, UserLocale>()

/**
 * The habits of a locale by the platform's name for it.
 *
 * ```ts
 * userLocale('de_DE').firstWeekday  // 1
 * ```
 */
export function userLocale(name: string): UserLocale {
  const existing = known.get(name)
  if (existing !== undefined) return existing
  const tag = localeTag(name)
  if (tag === undefined) throw new RangeError(`there is no locale ${name}`)
  const isEnglish = tag === 'en' || tag.startsWith('en-')
  const locale: UserLocale = {
    tag,
    isAmerican: name === 'en_US',
    firstWeekday: firstWeekdayOf(tag),
    compareTexts: isEnglish ? compareCodePoints : collation().compare,
  }
  known.set(name, locale)
  return locale
}

/** `fr_CA` is `fr-CA`; undefined when the platform has no such locale. */
export function localeTag(name: string): string | undefined {
  if (!/^[a-z]{2,3}(_[A-Z]{2})?$/.test(name)) return undefined
  const tag = name.replace('_', '-')
  return Intl.Collator.supportedLocalesOf([tag]).length === 1 ? tag : undefined
}

/** English has no rules of its own in ICU: its collation is the one that all others start from. */
function collation(): Intl.Collator {
  return new Intl.Collator('en', { ignorePunctuation: false, numeric: false })
}

/** Older and newer versions of Node know the weeks under different names. */
interface LocaleWithWeeks {
  readonly weekInfo?: { readonly firstDay: number }
  getWeekInfo?(): { readonly firstDay: number }
}

function firstWeekdayOf(tag: string): number {
  const locale = new Intl.Locale(tag).maximize() as LocaleWithWeeks
  const { firstDay } = locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 7 }
  return firstDay % 7
}
