/** Older versions are retired; newer ones are not released. */
export const OLDEST_VERSION = 31
export const NEWEST_VERSION = 67
/** Up to this one, versions will go soon, and say so. */
export const LAST_DEPRECATED_VERSION = 40
/** The last one whose SOAP API has `login()`. */
export const LAST_LOGIN_VERSION = 64

export interface ApiVersion {
  readonly label: string
  readonly url: string
  readonly version: string
}

export function apiVersions(): readonly ApiVersion[] {
  return Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, index) => {
    const number = OLDEST_VERSION + index
    return { label: releaseName(number), url: `/services/data/v${number}.0`, version: `${number}.0` }
  })
}

/** Three releases a year; version 58 was Summer '23. */
function releaseName(version: number): string {
  const releases = version - 58
  const season = ((releases % 3) + 3) % 3
  const year = 23 + Math.floor(releases / 3) + (season === 0 ? 0 : 1)
  return `${['Summer', 'Winter', 'Spring'][season]} '${String(year).padStart(2, '0')}`
}

/** `v67.0` is 67; undefined when the text names no version. */
export function parseVersion(text: string): number | undefined {
  const [, number] = /^v(\d{1,3})\.0$/.exec(text) ?? []
  return number === undefined ? undefined : Number(number)
}
