import { CertSqlError } from '@certsql/core'

/** The newest version whose behaviour we know. */
export const NEWEST_KNOWN_VERSION = '67.0'

/** The oldest that the platform still serves. */
export const OLDEST_SERVED_VERSION = '31.0'

/** SOAP `login()` does not exist in later versions. */
export const LAST_SOAP_LOGIN_VERSION = '64.0'

/** One entry of `GET /services/data`. */
export interface ApiVersion {
  /** `67.0` */
  readonly version: string
  /** `Summer '26` */
  readonly label: string
}

/** `67`, `67.0` and `v67.0` all mean `67.0`. */
export function parseApiVersion(text: string | number): string {
  const major = /^v?(\d{2,3})(?:\.0)?$/i.exec(String(text).trim())?.[1]
  if (major !== undefined && Number(major) >= Number(OLDEST_SERVED_VERSION)) return `${major}.0`
  throw new CertSqlError({
    code: 'CERT-8601',
    message: `"${text}" is not an API version that the platform serves.`,
    hint: `for example APIVersion=${NEWEST_KNOWN_VERSION}, or leave it out to use the newest`,
  })
}

/** The newest version that the org serves and we know. */
export function newestCommonVersion(offered: readonly ApiVersion[]): string {
  const known = offered.map(({ version }) => Number(version)).filter((v) => v <= Number(NEWEST_KNOWN_VERSION))
  const newest = Math.max(...known)
  if (newest >= Number(OLDEST_SERVED_VERSION)) return newest.toFixed(1)
  throw new CertSqlError({
    code: 'CERT-6002',
    message: `The org offers no API version between ${OLDEST_SERVED_VERSION} and ${NEWEST_KNOWN_VERSION}.`,
    hint: 'check that the instance URL is that of a Salesforce org',
  })
}

export function soapLoginVersion(apiVersion: string | undefined): string {
  const newest = Number(LAST_SOAP_LOGIN_VERSION)
  return apiVersion === undefined ? LAST_SOAP_LOGIN_VERSION : Math.min(Number(apiVersion), newest).toFixed(1)
}
