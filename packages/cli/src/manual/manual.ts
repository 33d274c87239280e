/** What is to be said of the command line beside its commands and options, for the man page and docs/command-line.md. */
export interface ManualSection {
  readonly title: string
  readonly paragraphs: readonly string[]
  /** A term and what it means. */
  readonly terms: readonly (readonly [string, string])[]
  /** Lines to be shown as they are. */
  readonly lines: readonly string[]
}

const section = (title: string, content: Partial<ManualSection>): ManualSection => ({
  title,
  paragraphs: [],
  terms: [],
  lines: [],
  ...content,
})

export const DESCRIPTION = section('Description', {
  paragraphs: [
    'certsql runs SQL over a Certinia org, which by itself answers only SOQL. What SOQL can do exactly is done in the org, the rest here.',
    'On a terminal and without statements it opens a shell. With -c, -f or a pipe it runs statements and ends. Results go to standard output, and everything else to standard error.',
    'The org is named by a connection URL, by a profile that certsql login has kept, or by the environment. With --demo it is a local org of made-up companies.',
  ],
})

/** The sections behind the commands. */
export const SECTIONS: readonly ManualSection[] = [
  section('Exit status', {
    terms: [
      ['0', 'All done; also when the reader of a pipe went away.'],
      ['1', 'A statement failed: wrong SQL, or the org refused it.'],
      ['2', 'The command line, a property or a file name is wrong.'],
      ['3', 'No connection, or a fault that may be gone when tried again.'],
      ['130', 'Interrupted.'],
    ],
  }),
  section('Environment', {
    terms: [
      ['CERTSQL_URL', 'The connection URL, where neither the command line nor --profile names an org.'],
      [
        'CERTSQL_…',
        'Any connection property: CERTSQL_USER, CERTSQL_PASSWORD, CERTSQL_TIME_ZONE. Options and the URL win over it, and it wins over a profile.',
      ],
      ['CERTSQL_CONFIG', 'The file of the profiles.'],
      ['CERTSQL_KEYRING', 'off keeps secrets out of the keyring of the system.'],
      ['CERTSQL_HISTORY', 'The file of what was typed.'],
      ['CERTSQL_QUERIES', 'The file of the named queries.'],
      ['CERTSQL_PAGER, PAGER', 'The pager for long results; empty or cat: none. Left out: less.'],
      ['VISUAL, EDITOR', 'The editor of \\e.'],
      ['NO_COLOR, TERM=dumb', 'No colours; and with the latter none of the keys of the editor.'],
      ['HTTPS_PROXY, ALL_PROXY, NO_PROXY', 'How to reach the org.'],
      ['BROWSER', 'The browser in which to log in; none: there is no browser.'],
    ],
  }),
  section('Files', {
    terms: [
      ['~/.config/certsql/config.json', 'Profiles, without their secrets.'],
      [
        '~/.config/certsql/secrets.json',
        'Their secrets, where the system has no keyring; for the owner only.',
      ],
      ['~/.config/certsql/oauth-settings.json', 'OAuth tokens; for the owner only.'],
      ['~/.config/certsql/queries.json', 'Named queries.'],
      [
        '~/.local/state/certsql/history',
        'What was typed; for the owner only, without what may hold a secret.',
      ],
      ['~/.cache/certsql', 'What is known of the schemas of orgs.'],
    ],
    paragraphs: ['XDG_CONFIG_HOME, XDG_STATE_HOME and XDG_CACHE_HOME are honoured.'],
  }),
  section('Examples', {
    lines: [
      'certsql --demo',
      'certsql login --profile prod',
      'certsql --profile prod -c "SELECT Name FROM Account WHERE Industry = :i" --param i=Energy --format csv',
      'certsql -f month-end.sql --output month-end.xlsx',
      'echo "SELECT COUNT(*) FROM Account" | certsql',
      'certsql export --object codaInvoice --to invoices.parquet --verify',
      'certsql import accounts.xlsx --into Account --upsert-on ExternalId__c --errors refused.csv',
    ],
  }),
]
