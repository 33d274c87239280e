import type { OpenSession } from '../session/open-session.js'
import { labelText } from '../session/org-label.js'
import { readVersion } from '../version.js'

/** The first lines of the shell. */
export function welcomeText({ label, session }: OpenSession): string {
  const user = session.user === undefined ? '' : ` · ${session.user}`
  const head = `certsql ${readVersion()} · ${labelText(label)}${user}`
  const demo = label.kind === 'demo' ? ['', ...TO_TRY] : []
  return [head, ...demo, '', '\\? for help, \\q to quit.'].join('\n')
}

const TO_TRY = [
  'A Certinia org with a year and a half of made-up business, on this machine. Three things to try:',
  '',
  '  SELECT c2g__InvoiceStatus__c AS status, COUNT(*), SUM(InvoiceTotal) FROM codaInvoice GROUP BY 1;',
  '  \\d codaInvoice',
  '  EXPLAIN SELECT a.Name, SUM(i.OutstandingValue) AS open FROM codaInvoice i JOIN Account a ON a.Id = i.c2g__Account__c GROUP BY 1 ORDER BY 2 DESC LIMIT 5;',
]
