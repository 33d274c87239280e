import { parseStatement } from '@certsql/sql'
import { median } from './measure.mjs'

/** A statement of about 1 kB. */
export const STATEMENT = `SELECT co.Name AS company, a.Name AS customer, l.c2g__HomeValue__c AS value, l.c2g__DueDate__c AS due,
  CASE WHEN l.c2g__DueDate__c >= CURRENT_DATE THEN 'not due'
       WHEN CURRENT_DATE - l.c2g__DueDate__c BETWEEN 1 AND 30 THEN '1-30'
       WHEN CURRENT_DATE - l.c2g__DueDate__c BETWEEN 31 AND 60 THEN '31-60' ELSE 'more' END AS age,
  COALESCE(l.c2g__HomeOutstandingValue__c, 0) * 1.1 AS more
FROM c2g__codaTransactionLineItem__c l
JOIN c2g__codaTransaction__c t ON t.Id = l.c2g__Transaction__c
JOIN c2g__codaCompany__c co ON co.Id = t.c2g__OwnerCompany__c
JOIN Account a ON a.Id = l.c2g__Account__c
LEFT JOIN c2g__codaDimension1__c d ON d.Id = l.c2g__Dimension1__c
WHERE l.c2g__LineType__c = 'Account' AND t.c2g__TransactionType__c IN ('Invoice', 'Credit Note', 'Cash')
  AND t.c2g__TransactionDate__c BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'
  AND l.c2g__HomeOutstandingValue__c <> 0 AND (a.Name LIKE 'A%' OR a.Industry IS NULL)
ORDER BY co.Name, a.Name, l.c2g__DueDate__c DESC LIMIT 100`

const PARSES = 200

/** Microseconds to parse the statement, and milliseconds from its text to its plan with a warm catalog. */
export async function benchPlanning(connection, runs) {
  const parse = await median(runs, () => {
    const start = performance.now()
    for (let parsed = 0; parsed < PARSES; parsed++) parseStatement(STATEMENT)
    return ((performance.now() - start) / PARSES) * 1000
  })
  const plan = await median(runs * 5, async () => {
    const stream = connection.stream(STATEMENT)
    for await (const _ of stream.batches());
    return stream.stats.planMilliseconds
  })
  return {
    characters: STATEMENT.length,
    parseMicroseconds: Math.round(parse),
    planMilliseconds: Math.round(plan * 100) / 100,
  }
}
