import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser'
import type { LoggedRequest } from '@certsql/emulator'
import { isQueryValid } from '@jetstreamapp/soql-parser-js'

/** What two parsers of SOQL that nobody here wrote have against a query; empty: both accept it. */
export function objectionsTo(soql: string): readonly string[] {
  const objections = apexObjections(soql)
  return isQueryValid(soql) ? objections : [...objections, 'soql-parser-js: not valid']
}

function apexObjections(text: string): readonly string[] {
  // Apex itself does not know the two escapes that SOQL has for LIKE alone (facts §4.2).
  const soql = text.replace(/\\(?:([%_])|(.))/gs, (whole, wildcard) => wildcard ?? whole)
  const listener = new CollectingListener()
  const parser = ApexParserFactory.createParser(soql)
  parser.removeErrorListeners()
  parser.addErrorListener(listener)
  const query = parser.query()
  // The parser counts code points.
  const end = query.stop?.stop ?? -1
  const rest = [...soql]
    .slice(end + 1)
    .join('')
    .trim()
  return rest === '' ? listener.objections : [...listener.objections, `apex-parser: does not read ${rest}`]
}

class CollectingListener extends ApexErrorListener {
  readonly objections: string[] = []

  override apexSyntaxError(line: number, column: number, message: string): void {
    this.objections.push(`apex-parser: ${line}:${column} ${message}`)
  }
}

/** The queries of a log, each once; composite requests carry several. */
export function queriesIn(requests: readonly LoggedRequest[]): readonly string[] {
  return [...new Set(requests.flatMap(({ soql }) => (soql === undefined ? [] : soql.split(';\n'))))]
}

/** What is said about a Bulk job after its query was taken: aborting one that has just ended is refused, and harmless. */
const FOLLOW_UP = /\/jobs\/query\/[^/?]/

/** The queries of a log that the org refused. */
export function refusedIn(requests: readonly LoggedRequest[]): readonly string[] {
  return requests
    .filter(({ path, soql, status }) => soql !== undefined && status >= 400 && !FOLLOW_UP.test(path))
    .map(({ status, soql }) => `${status} ${soql}`)
}

/**
 * What is wrong with the queries that an org was asked: refused by it, or by a parser. `mayBeRefused` are those that the
 * planner tries while it knows what to do when the org says no.
 */
export function faultsOf(
  requests: readonly LoggedRequest[],
  mayBeRefused: (soql: string) => boolean = () => false,
): readonly string[] {
  const refused = refusedIn(requests.filter(({ soql }) => soql !== undefined && !mayBeRefused(soql)))
  const objected = queriesIn(requests).flatMap((soql) =>
    objectionsTo(soql).map((objection) => `${objection} — ${soql}`),
  )
  return [...refused, ...objected]
}
