/**
 * SOQL as the value of a query parameter: spaces become `+`, and of the rest only what must be is escaped, for each
 * byte counts against the 16 kB of a request. Quotes, commas and parentheses stay, so an Id in an IN list costs 21 bytes.
 *
 * ```ts
 * encodeSoql("SELECT Id, Name FROM Account WHERE Name LIKE 'a+b%'")
 * // SELECT+Id,+Name+FROM+Account+WHERE+Name+LIKE+'a%2Bb%25'
 * ```
 */
export function encodeSoql(soql: string): string {
  return encodeURIComponent(soql).replace(/%20|%2C|%3A|%2F|%3D/g, (escaped) => UNESCAPED[escaped] ?? escaped)
}

/** All of these may stand in the value of a query parameter. */
const UNESCAPED: Readonly<Record<string, string>> = {
  '%20': '+',
  '%2C': ',',
  '%3A': ':',
  '%2F': '/',
  '%3D': '=',
}
