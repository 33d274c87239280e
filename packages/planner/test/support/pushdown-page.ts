import type { FieldType } from '@certsql/core'
import type { RemoteScan } from '../../src/logical/remote-scan.js'
import { BULK_RULES } from '../../src/physical/bulk-ability.js'
import { type EarlyEnd, earlyEnds } from '../../src/physical/early-end.js'
import { printCondition } from '../../src/soql/print-soql.js'
import { scanToSoql } from '../../src/soql/scan-to-soql.js'
import {
  type Ability,
  CAPABILITY_FOR,
  type Circumstance,
  FIELD_ABILITIES,
  type FieldAbilities,
  type Operation,
} from '../../src/verdict/field-abilities.js'
import type { VerdictKind } from '../../src/verdict/verdict.js'
import { type PlanningOptions, planOf, scansOf } from './plan-of.js'

/** docs/pushdown.md, made of the table that the planner reads, and of plans that it makes. */
export function pushdownPage(): string {
  const reasons = new Reasons()
  const sections = [
    INTRODUCTION,
    '## Conditions',
    CONDITIONS_TEXT,
    abilityTable(CONDITIONS, reasons),
    '## Grouping, order, aggregates, transport',
    groupingText(),
    abilityTable(OTHERS, reasons),
    '## The reasons',
    reasons.list(),
    '## What conditions become',
    FORMS_TEXT,
    ...FORMS.flatMap(({ title, options, statements }) => [
      `### ${title}`,
      formTable(statements, options ?? {}),
    ]),
    '## What Bulk cannot do',
    BULK_TEXT,
    [
      '| form | reason |',
      '|---|---|',
      ...BULK_RULES.map(({ form, reason }) => `| ${form} | ${reason} |`),
    ].join('\n'),
  ]
  return `${sections.join('\n\n')}\n`
}

const MARKS: Readonly<Record<VerdictKind, string>> = { exact: '✓', superset: '≈', none: '✗' }

const INTRODUCTION = `# What the org is asked to do

<!-- Made by packages/planner/test/support/pushdown-page.ts from the table that the planner reads. -->

Every piece of a statement gets a verdict. **✓** exact: SOQL says the same as SQL, so the org does it. **≈** superset: SOQL says at least
as much, so the org is asked and the rows are checked again here. **✗** none: it runs here. The answer is the same in any case;
\`EXPLAIN\` shows the verdict and the reason of each piece ([explain.md](explain.md)).`

const CONDITIONS_TEXT = `The describe of a field comes first: what is not \`filterable\` is not asked. Then this table decides, by the type of the field. A number
points to the reason; with several, the first whose circumstance applies.`

const FORMS_TEXT = `Conditions are brought into the simplest form first. Each line is planned when this page is made; what stays after **here:** is checked
here.`

const BULK_TEXT = `Where it is chosen, or wished for, and one of these stands in its way, a scan goes over REST; so it does with the fields that
are marked above.`

// ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────

const CONDITIONS: readonly Operation[] = [
  '=',
  '<>',
  '<',
  '>=',
  '>',
  'LIKE',
  'NOT LIKE',
  'IS NULL',
  'IS NOT NULL',
  'INCLUDES',
  'EXCLUDES',
]

const OTHERS: readonly Operation[] = [
  'group',
  'period',
  'sort',
  'count',
  'countDistinct',
  'minMax',
  'sum',
  'bulk',
]

const TITLES: Readonly<Partial<Record<Operation, string>>> = {
  '=': '= IN',
  '<>': '<> NOT IN',
  '<': '<',
  '>': '> <=',
  group: 'GROUP BY, DISTINCT',
  period: 'GROUP BY parts of it',
  sort: 'ORDER BY … LIMIT',
  count: 'COUNT(x)',
  countDistinct: 'COUNT(DISTINCT x)',
  minMax: 'MIN, MAX',
  sum: 'SUM, AVG',
  bulk: 'over Bulk',
}

function groupingText(): string {
  return `Here describe must grant
${capabilityList()}.
What the org does not count as different values, it may give the groups of, and they are counted here.`
}

function capabilityList(): string {
  const granted = new Map<string, string[]>()
  for (const operation of OTHERS) {
    const capability = CAPABILITY_FOR[operation]
    if (capability === undefined) continue
    granted.set(capability, [...(granted.get(capability) ?? []), TITLES[operation] ?? operation])
  }
  return [...granted].map(([capability, titles]) => `\`${capability}\` (${titles.join('; ')})`).join(', ')
}

/** Numbered as they first occur. */
class Reasons {
  readonly #numbers = new Map<string, number>()

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.#numbers.size + 1)
    return this.#numbers.size
  }

  list(): string {
    return [...this.#numbers].map(([text, number]) => `${number}. ${text}`).join('\n')
  }
}

const CIRCUMSTANCES: Readonly<Record<Circumstance, string>> = {
  comparesAlike: 'where the statement and the field compare text alike',
  ignoresCase: 'where neither the statement nor the field tells case apart',
  stricterHere:
    'where the statement tells case apart and the field does not (`Collation=Binary`, `COLLATE "exact"`)',
  ownCapitals: 'for users whose language has capitals of its own (Turkish, Azerbaijani, Lithuanian)',
  trustedTextOrder: 'for users with an English locale, or with `TextOrder=Org`',
  calculated: 'for formulas',
  // The reasons themselves say so.
  multiCurrency: '',
  manyDigits: '',
}

function abilityTable(operations: readonly Operation[], reasons: Reasons): string {
  const rows = typeGroups().map(({ types, abilities }) => {
    const cells = operations.map((operation) => abilityCell(abilities[operation], reasons))
    return `| ${types.map((type) => `\`${type}\``).join(', ')} | ${cells.join(' | ')} |`
  })
  const titles = operations.map((operation) => TITLES[operation] ?? operation)
  return [`| field | ${titles.join(' | ')} |`, `|---|${'---|'.repeat(titles.length)}`, ...rows].join('\n')
}

function abilityCell(ability: Ability, reasons: Reasons): string {
  return ability
    .map(({ when, verdict, reason }) => {
      const circumstance = when === undefined ? '' : CIRCUMSTANCES[when]
      const text = circumstance === '' ? reason : `${circumstance}: ${reason}`
      return `${MARKS[verdict]} ${reasons.numberOf(text)}`
    })
    .join(', ')
}

/** Types of which the table says the same. */
function typeGroups(): readonly {
  readonly types: readonly FieldType[]
  readonly abilities: FieldAbilities
}[] {
  const groups = new Map<string, { readonly types: FieldType[]; readonly abilities: FieldAbilities }>()
  for (const [type, abilities] of Object.entries(FIELD_ABILITIES) as [FieldType, FieldAbilities][]) {
    const key = JSON.stringify(Object.entries(abilities).sort(([a], [b]) => (a < b ? -1 : 1)))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { types: [type], abilities })
    else group.types.push(type)
  }
  return [...groups.values()]
}

// ── Forms ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Form {
  readonly title: string
  readonly options?: PlanningOptions
  /** Conditions on Account, or whole statements. */
  readonly statements: readonly string[]
}

const FORMS: readonly Form[] = [
  {
    title: 'Nulls and negation',
    statements: [
      "Industry <> 'x'",
      "Industry NOT IN ('x', 'y')",
      "Industry NOT IN ('x', NULL)",
      "NOT (Industry = 'x' AND NumberOfEmployees > 5)",
      "Name NOT LIKE 'a%'",
      '(NumberOfEmployees > 5) IS NOT TRUE',
      "Industry IS DISTINCT FROM 'x'",
      'Active__c IS NOT TRUE',
    ],
  },
  {
    title: 'Lists and alternatives',
    statements: [
      "Industry = 'x' OR Industry IN ('y', 'X')",
      "Industry = 'x' OR NumberOfEmployees > 5",
      "(Industry = 'x' AND LENGTH(Name) > 3) OR (Industry = 'x' AND Active__c)",
      '(NumberOfEmployees, Active__c) IN ((1, TRUE), (2, FALSE))',
      'NumberOfEmployees BETWEEN SYMMETRIC 9 AND 3',
    ],
  },
  {
    title: 'LIKE and text',
    statements: [
      "Name LIKE '100!%%' ESCAPE '!'",
      "Name ILIKE 'acme'",
      "Name LIKE '%'",
      "UPPER(Name) = 'ACME'",
      "LOWER(Name) = 'acme'",
      "LOWER(Name) = 'kiwi'",
      "LEFT(Name, 3) = 'abc'",
      "STARTS_WITH(Name, 'abc')",
      "Name > 'm'",
      "Name = ''",
    ],
  },
  {
    title: 'Numbers',
    statements: [
      'NumberOfEmployees - 5 > 3',
      'Rating__c * 2 = 9',
      'Rating__c * 3 = 10',
      'NumberOfEmployees > 1.5',
      'NumberOfEmployees > 100 * 1.2 / 2',
      'Rating__c > 1.505',
      'NumberOfEmployees / 2 = 3',
      'ABS(Rating__c) > 10',
      'ABS(Rating__c - 5) <= 0.5',
      'ROUND(Rating__c, 1) <> 0',
      'FLOOR(Rating__c) IN (3, 7)',
      'CAST(Rating__c AS INTEGER) = 0',
      'Rating__c / 4 > 2',
      'Score__c * 3 > 10',
      'Score__c > 1e15',
      'NumberOfEmployees % 10 = 0',
    ],
  },
  {
    title: 'Dates',
    options: { timeZone: 'Europe/Berlin' },
    statements: [
      'EXTRACT(YEAR FROM Founded__c) = 2025',
      'EXTRACT(MONTH FROM Founded__c) = 3',
      'EXTRACT(MONTH FROM CreatedDate) = 3',
      'EXTRACT(DOW FROM Founded__c) IN (0, 6)',
      'EXTRACT(ISODOW FROM Founded__c) <> 7',
      'EXTRACT(DOY FROM Founded__c) <= 90',
      'EXTRACT(WEEK FROM Founded__c) = 1',
      "DATE_TRUNC('month', Founded__c) = DATE '2025-03-01'",
      "CAST(CreatedDate AS DATE) = DATE '2025-03-30'",
      "Founded__c + INTERVAL '30 days' < CURRENT_DATE",
      "Founded__c + INTERVAL '1 month' = DATE '2025-02-28'",
      'CURRENT_DATE - Founded__c > 90',
      "Founded__c >= DATE_TRUNC('year', CURRENT_DATE) - INTERVAL '1 year'",
      'EXTRACT(YEAR FROM Founded__c) = EXTRACT(YEAR FROM CURRENT_DATE)',
      "CreatedDate >= NOW() - INTERVAL '7 days'",
      "CreatedDate + INTERVAL '30 days' >= NOW()",
      "DATE_DIFF('day', Founded__c, CURRENT_DATE) > 30",
      "DATE_DIFF('month', CreatedDate, NOW()) = 1",
      "AGE(CURRENT_DATE, Founded__c) > INTERVAL '1 year'",
      "LAST_DAY(Founded__c) = DATE '2025-03-31'",
      "TO_CHAR(CreatedDate, 'YYYY-MM') = '2025-03'",
      "TO_CHAR(Founded__c, 'MM/YYYY') IN ('03/2025', '04/2025')",
      "TO_CHAR(Founded__c, 'MM/YYYY') > '03/2025'",
      "CAST(Founded__c AS VARCHAR) LIKE '2025-0%'",
      "CreatedDate >= TIMESTAMPTZ '2025-01-01 00:00:00Z'",
      "CreatedDate > TIMESTAMPTZ '2025-01-01 00:00:00Z'",
    ],
  },
  {
    title: 'Parts of moments, where TimeZone is UTC',
    statements: [
      'EXTRACT(HOUR FROM CreatedDate) < 6',
      'SELECT EXTRACT(DOW FROM CreatedDate) AS d, COUNT(*) AS n FROM Account GROUP BY 1',
      "SELECT DATE_TRUNC('hour', CreatedDate) AS h, COUNT(*) AS n FROM Account GROUP BY 1",
      "SELECT DATE_TRUNC('week', CreatedDate) AS w, COUNT(*) AS n FROM Account GROUP BY 1",
      "SELECT TO_CHAR(CreatedDate, 'YYYY-MM') AS m, COUNT(*) AS n FROM Account GROUP BY 1",
    ],
  },
  {
    title: 'COALESCE, NULLIF, CASE',
    statements: [
      'COALESCE(NumberOfEmployees, 0) > 5',
      "COALESCE(Industry, 'x') = 'x'",
      "NULLIF(Industry, 'x') IS NULL",
      "CASE WHEN Industry = 'x' THEN 1 ELSE 0 END = 1",
      "CASE Industry WHEN 'a' THEN 'first' WHEN 'b' THEN 'second' END = 'second'",
      "COALESCE(ExternalKey__c, Name) = 'x'",
    ],
  },
  {
    title: 'What can never hold, and what always does',
    statements: [
      "Industry = 'x' AND Industry = 'y'",
      'NumberOfEmployees > 5 AND NumberOfEmployees < 3',
      'NumberOfEmployees IN (1, 2, 3) AND NumberOfEmployees > 2',
      'Id IS NULL',
      "Industry = 'x' OR Industry <> 'x'",
    ],
  },
  {
    title: 'Case matters: Collation=Binary',
    options: { collation: 'Binary' },
    statements: [
      "Name = 'Acme'",
      "Name <> 'Acme'",
      "Name LIKE 'A%'",
      "LOWER(Name) = 'acme'",
      "ExternalKey__c <> 'a'",
    ],
  },
  {
    title: 'Parents, children, other tables',
    statements: [
      "SELECT c.Name FROM Contact c JOIN Account a ON a.Id = c.AccountId WHERE a.Industry = 'x'",
      'SELECT c.Name FROM Contact c LEFT JOIN Account a ON a.Id = c.AccountId WHERE a.Industry IS NULL',
      "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName = 'x')",
      'SELECT Name FROM Account a WHERE NOT EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id)',
      'SELECT Name FROM Opportunity WHERE AccountId IN (SELECT Id FROM Account WHERE Active__c) OR IsWon',
      'SELECT Name FROM Opportunity o WHERE NOT EXISTS (SELECT 1 FROM Account a WHERE a.Id = o.AccountId AND a.Active__c)',
      'SELECT a.Name FROM Account a LEFT JOIN Contact c ON c.AccountId = a.Id WHERE c.Id IS NULL',
      "SELECT a.Name FROM Account a JOIN Contact c ON c.LastName = a.Name WHERE a.Name = 'x'",
      "SELECT o.Name FROM Opportunity o JOIN (SELECT DATE '2025-04-01' AS d) p ON o.CloseDate >= p.d",
      "SELECT Name FROM (SELECT Name, COALESCE(Industry, 'none') AS i FROM Account) t WHERE i = 'none'",
      "SELECT n FROM (SELECT Industry AS i, COUNT(*) AS n FROM Account GROUP BY Industry) t WHERE i = 'x'",
    ],
  },
  {
    title: 'Figures',
    statements: [
      'SELECT SUM(-Amount) AS s FROM Opportunity',
      'SELECT d, COUNT(*) AS n FROM (SELECT CloseDate AS d FROM Opportunity UNION ALL SELECT Birthdate FROM Contact) u GROUP BY d',
      'SELECT SUM(Amount) FILTER (WHERE IsWon) AS won, COUNT(*) AS n FROM Opportunity',
      "SELECT SUM(CASE StageName WHEN 'Won' THEN Amount WHEN 'Lost' THEN -Amount ELSE 0 END) AS s FROM Opportunity",
      'SELECT COUNT(CASE WHEN IsWon THEN 1 WHEN LENGTH(StageName) > 3 THEN 2 END) AS n FROM Opportunity',
      'SELECT MAX(a.Founded__c) AS m FROM Contact c LEFT JOIN Account a ON a.Id = c.AccountId',
      'SELECT Name, SUM(Score__c) AS s FROM Account GROUP BY Name HAVING SUM(Score__c) > 5',
      'SELECT a.Name, SUM(o.Amount) AS s FROM Account a LEFT JOIN Opportunity o ON o.AccountId = a.Id GROUP BY a.Name',
    ],
  },
  {
    title: 'Order, LIMIT, OFFSET, whether there is any',
    statements: [
      'SELECT Name FROM Account ORDER BY Founded__c DESC LIMIT 10',
      'SELECT c.LastName FROM Contact c JOIN Account a ON a.Id = c.AccountId ORDER BY a.Founded__c DESC LIMIT 10',
      'SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c LIMIT 10',
      'SELECT Name FROM Account ORDER BY Founded__c DESC, Id LIMIT 10',
      'SELECT Name FROM Account ORDER BY Founded__c, Industry, Id LIMIT 10 OFFSET 4000',
      'SELECT Name FROM Account ORDER BY Founded__c FETCH FIRST 10 ROWS WITH TIES',
      'SELECT Name FROM Account ORDER BY Id LIMIT 10',
      'SELECT Name FROM Account ORDER BY Founded__c LIMIT 20 OFFSET 6010',
      "SELECT COUNT(*) > 0 AS found FROM Account WHERE Industry = 'x'",
      "SELECT Name FROM Account WHERE EXISTS (SELECT 1 FROM Contact WHERE LastName = 'x')",
      'SELECT Name FROM Account WHERE EXISTS (SELECT 1 FROM Contact WHERE LENGTH(LastName) > 3)',
      'SELECT a.Name, c.LastName FROM (SELECT Name FROM Account WHERE LENGTH(Name) > 3 ORDER BY Founded__c LIMIT 10) a JOIN Contact c ON c.LastName = a.Name',
    ],
  },
]

function formTable(statements: readonly string[], options: PlanningOptions): string {
  const rows = statements.map((statement) => {
    const isWhole = statement.startsWith('SELECT')
    const sql = isWhole ? statement : `SELECT Name FROM Account WHERE ${statement}`
    return `| ${code(statement)} | ${outcome(sql, options, isWhole)} |`
  })
  return ['| SQL | asked of the org |', '|---|---|', ...rows].join('\n')
}

function outcome(sql: string, options: PlanningOptions, isWhole: boolean): string {
  const plan = planOf(sql, options)
  const scans = scansOf(plan)
  const ends = earlyEnds(plan)
  if (scans.length === 0) return 'nothing: no row can meet it'
  const asked = scans.map((scan) => {
    if (isWhole) return `${code(scanToSoql(scan).text)}${stepsOf(scan)}${endOf(ends.get(scan.id))}`
    return scan.filter === undefined ? '—' : code(printCondition(scan.filter))
  })
  const staying = scans.flatMap(({ notes }) => notes.filter(({ verdict }) => verdict !== 'exact'))
  const here = staying.map(({ text, reason }) => `**here:** ${code(text)}, ${reason}`)
  return [...asked, ...here].join('<br>')
}

function stepsOf({ skip }: RemoteScan): string {
  return skip === undefined
    ? ''
    : `<br>behind ${skip.toLocaleString('en')} rows, found with a call for each 2,000`
}

function endOf(end: EarlyEnd | undefined): string {
  if (end === undefined) return ''
  const { passing, rows, ties } = end
  const passed = passing.conditions.length > 0 ? 'passed here' : 'come'
  const tied = ties.length === 0 ? '' : ', and all that agree with the last of them there'
  return `<br>page by page, until ${rows.toLocaleString('en')} of its rows have ${passed}${tied}`
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}
