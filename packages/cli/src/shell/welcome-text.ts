import type { OpenSession } from '../session/open-session.js'
import { labelText } from '../session/org-label.js'
import { readVersion } from '../version.js'

/** What a newcomer to the demo may begin with. */
export const LINES_TO_TRY: readonly string[] = [
  'SELECT PaymentStatus, COUNT(*), SUM(OutstandingValue) FROM codaInvoice GROUP BY 1;',
  '\\d codaInvoice',
  'EXPLAIN SELECT Account.Name, OutstandingValue FROM codaInvoice ORDER BY 2 DESC LIMIT 5;',
]

/** The first lines of the shell. */
export function welcomeText({ label, session }: Pick<OpenSession, 'label' | 'session'>): string {
  const user = session.user === undefined ? '' : ` · ${session.user}`
  const head = `certsql ${readVersion()} · ${labelText(label)}${user}`
  const demo = label.kind === 'demo' ? ['', DEMO_TEXT, ...LINES_TO_TRY.map((line) => `  ${line}`)] : []
  return [head, ...demo, '', '\\? for help, \\q to quit.'].join('\n')
}

const DEMO_TEXT = 'A Certinia org of made-up companies, on this machine. Three things to try:'
