import type { PropertyDefinition, PropertyType, ValueOf } from './property-definition.js'

const TEXT = { kind: 'text' } as const satisfies PropertyType
const BOOLEAN = { kind: 'boolean' } as const satisfies PropertyType
const LIST = { kind: 'list' } as const satisfies PropertyType

function choice<const Values extends readonly string[]>(...values: Values) {
  return { kind: 'choice', values, notYet: [] } as const satisfies PropertyType
}

function integer(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return { kind: 'integer', least, most } as const satisfies PropertyType
}

/**
 * Every property of a connection. Reading options, URLs and the environment, checking, `SHOW`, `certsql.settings` and
 * docs/properties.md all come from this table.
 */
export const PROPERTIES = {
  // ── Authentication ─────────────────────────────────────────────────────────────────────────────────────────
  Profile: {
    group: 'Authentication',
    type: TEXT,
    default: null,
    description:
      'A set of properties that `certsql login` has kept under this name; options, the URL and the environment win over it. See [connecting](connecting.md#profiles).',
  },
  AuthScheme: {
    group: 'Authentication',
    type: {
      kind: 'choice',
      values: [
        'Basic',
        'OAuth',
        'OAuthPKCE',
        'OAuthClient',
        'OAuthPassword',
        'OAuthJWT',
        'OAuthDevice',
        'SamlBearer',
        'Token',
        'SfCli',
      ],
      notYet: [],
    },
    default: null,
    description:
      'How to log in, see [connecting](connecting.md). Left out, it is chosen from what is given: a JWT key, a SAML assertion, OAuth tokens or `InitiateOAuth`, an access token, a client secret, or user and password.',
  },
  User: {
    group: 'Authentication',
    type: TEXT,
    default: null,
    description: 'The user name, for example `amy@acme.com`; for `SfCli` it may be an alias of `sf`.',
  },
  Password: {
    group: 'Authentication',
    type: TEXT,
    default: null,
    secret: true,
    description: 'The password.',
  },
  SecurityToken: {
    group: 'Authentication',
    type: TEXT,
    default: null,
    secret: true,
    description:
      'The security token of the user. It may also stand at the end of the password, and is not needed from a network that the org trusts.',
  },
  LoginURL: {
    group: 'Authentication',
    type: TEXT,
    default: null,
    description:
      'Where to log in: a My Domain address such as `https://acme.my.salesforce.com`. Left out: `https://login.salesforce.com`.',
  },
  UseSandbox: {
    group: 'Authentication',
    type: BOOLEAN,
    default: 'false',
    description: 'Logs in at `https://test.salesforce.com`.',
  },
  APIVersion: {
    group: 'Authentication',
    type: TEXT,
    default: null,
    description: 'For example `62.0`. Left out: the newest that the org and CertSQL both know.',
  },

  // ── OAuth ──────────────────────────────────────────────────────────────────────────────────────────────────
  InitiateOAuth: {
    group: 'OAuth',
    type: choice('OFF', 'REFRESH', 'GETANDREFRESH'),
    default: null,
    description:
      'Who gets the tokens of `OAuth`, `OAuthPKCE` and `OAuthDevice`: you, and they are used as they are (`OFF`); you, and CertSQL renews them (`REFRESH`); or CertSQL, which asks in the browser (`GETANDREFRESH`). Left out: `GETANDREFRESH` for `OAuthDevice` and with `OAuthVerifier`, `REFRESH` with a refresh token, else `OFF`.',
  },
  OAuthSettingsLocation: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    description:
      'The file in which OAuth tokens are kept, readable by its owner only, or `memory://`. Several logins and several processes may share it. Left out: `certsql/oauth-settings.json` in the configuration folder of the user.',
  },
  OAuthClientId: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    description: 'The consumer key of the connected app.',
  },
  OAuthClientSecret: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    secret: true,
    description: 'The consumer secret of the connected app.',
  },
  OAuthAccessToken: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    secret: true,
    description: 'An access token or session id that you have already. It needs `InstanceUrl`.',
  },
  OAuthRefreshToken: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    secret: true,
    description:
      'A refresh token that you have already. When the org replaces it, the new one is kept in `OAuthSettingsLocation` and used from then on.',
  },
  InstanceUrl: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    description: 'The address of the org that an access token is for.',
  },
  CallbackURL: {
    group: 'OAuth',
    type: TEXT,
    default: 'http://localhost:33333',
    description:
      'Where the browser comes back to after an OAuth login: an address of this machine, as the app lists it.',
  },
  OAuthVerifier: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    secret: true,
    description: 'The whole address at which the browser of another machine has ended, or the code in it.',
  },
  Scope: {
    group: 'OAuth',
    type: TEXT,
    default: null,
    description: 'The OAuth scopes to ask for. Left out: `api refresh_token`.',
  },

  // ── JWT and single sign-on ─────────────────────────────────────────────────────────────────────────────────
  OAuthJWTCert: {
    group: 'JWT and single sign-on',
    type: TEXT,
    default: null,
    secret: true,
    description:
      'The private key that signs the JWT: PEM text, a PKCS#12 container in base64, or the file of either.',
  },
  OAuthJWTCertType: {
    group: 'JWT and single sign-on',
    type: choice('PEMKEY_FILE', 'PEMKEY_BLOB', 'PFXFILE', 'PFXBLOB'),
    default: null,
    description: 'The form of that key. Left out, it is found out.',
  },
  OAuthJWTCertPassword: {
    group: 'JWT and single sign-on',
    type: TEXT,
    default: null,
    secret: true,
    description: 'The password of an encrypted PEM key or of a PKCS#12 container.',
  },
  OAuthJWTIssuer: {
    group: 'JWT and single sign-on',
    type: TEXT,
    default: null,
    description: 'The consumer key of the connected app that the JWT is for. Left out: `OAuthClientId`.',
  },
  OAuthJWTSubject: {
    group: 'JWT and single sign-on',
    type: TEXT,
    default: null,
    description: 'The user that the JWT is for. Left out: `User`.',
  },
  SSOLoginURL: {
    group: 'JWT and single sign-on',
    type: TEXT,
    default: null,
    description:
      'The WS-Trust 1.3 endpoint of the identity provider, which gives a SAML assertion for `User` and `Password` as it knows them: `https://adfs.acme.com/adfs/services/trust/13/usernamemixed`.',
  },
  SSOExchangeURL: {
    group: 'JWT and single sign-on',
    type: TEXT,
    default: null,
    description:
      'Where a SAML assertion is exchanged for a token. Left out: `/services/oauth2/token` at the login host.',
  },
  SamlAssertion: {
    group: 'JWT and single sign-on',
    type: TEXT,
    default: null,
    secret: true,
    description: 'The SAML 2.0 assertion that the identity provider has signed: XML, or XML in base64.',
  },

  // ── Queries ────────────────────────────────────────────────────────────────────────────────────────────────
  Pushdown: {
    group: 'Queries',
    type: BOOLEAN,
    default: 'true',
    session: true,
    description:
      'Whether the org does what it can do exactly. `off` fetches whole objects and computes here: slower, the same answer.',
  },
  Collation: {
    group: 'Queries',
    type: choice('Org', 'Binary'),
    default: 'Org',
    session: true,
    description: 'How text compares: without case as in the org, or byte for byte.',
  },
  TextOrder: {
    group: 'Queries',
    type: choice('Auto', 'Org'),
    default: 'Auto',
    session: true,
    description:
      'Whether the org may sort text before a LIMIT: for users with an English locale, or always (`Org`).',
  },
  Sums: {
    group: 'Queries',
    type: choice('Certified', 'Server', 'Local'),
    default: 'Certified',
    session: true,
    description:
      'Whose sums are used: those of the org that are proved exact (`Certified`), all of the org (`Server`), or only our own (`Local`).',
  },
  Decimals: {
    group: 'Queries',
    type: choice('Number', 'String'),
    default: 'Number',
    session: true,
    description: 'What a DECIMAL is in JavaScript: a number, or a string with all its digits.',
  },
  TimeZone: {
    group: 'Queries',
    type: { kind: 'timeZone' },
    default: 'UTC',
    session: true,
    description: 'The zone of casts, `EXTRACT` and `CURRENT_DATE`, for example `Europe/London`.',
  },
  Now: {
    group: 'Queries',
    type: { kind: 'instant' },
    default: null,
    session: true,
    description:
      'Stops the clock of statements, for runs that can be repeated: `2025-03-31` or `2025-03-31T12:00:00Z`.',
  },
  PageSize: {
    group: 'Queries',
    type: integer(200, 2000),
    default: '2000',
    session: true,
    description: 'Records per page that the org is asked for; it takes this as advice.',
  },
  GroupPageSize: {
    group: 'Queries',
    type: integer(1, 2000),
    default: '2000',
    session: true,
    description:
      'Groups per page of an aggregate query that may have many; the org gives no more than 2,000 in one answer.',
  },
  UseBulk: {
    group: 'Queries',
    type: choice('auto', 'always', 'never'),
    default: 'auto',
    session: true,
    description:
      'Whether scans are Bulk 2.0 jobs: large ones, all that Bulk can do, or none. The rows are the same.',
  },
  BulkThreshold: {
    group: 'Queries',
    type: integer(0),
    default: '100000',
    session: true,
    description:
      'Rows from which a scan is a Bulk job, by the estimate or by what the first page over REST tells.',
  },
  BindJoins: {
    group: 'Queries',
    type: choice('auto', 'always', 'never'),
    default: 'auto',
    session: true,
    description:
      'Whether one table of a join is asked only for rows that meet the keys of the other: where that is cheaper, wherever it is possible, or never.',
  },
  BindKeys: {
    group: 'Queries',
    type: integer(1, 4000),
    default: '4000',
    session: true,
    description: 'The most keys in a request of such a join; texts that are long make it fewer.',
  },
  BulkPollInterval: {
    group: 'Queries',
    type: integer(1),
    default: '5',
    session: true,
    description: 'The most seconds between two looks at a Bulk job; at first it is looked at sooner.',
  },
  MaxRows: {
    group: 'Queries',
    type: integer(0),
    default: '0',
    session: true,
    description: 'The most rows that a statement gives; a notice tells when there were more. 0: no limit.',
  },
  MaxApiCalls: {
    group: 'Queries',
    type: integer(0),
    default: '0',
    session: true,
    description:
      'The most API calls that the scans of a statement may make. One that is expected to need more is not begun, one that turns out to need more is stopped. 0: no limit.',
  },
  ApiReserve: {
    group: 'Queries',
    type: integer(0, 100),
    default: '0',
    session: true,
    description: 'Percent of the API calls of the day that statements leave alone.',
  },
  ArchiveMode: {
    group: 'Queries',
    type: BOOLEAN,
    default: 'false',
    session: true,
    description: 'Whether deleted and archived records are read too (queryAll).',
  },
  FilterScope: {
    group: 'Queries',
    type: TEXT,
    default: null,
    session: true,
    description: 'The scope of queries: `mine`, `team`, `delegated`, …',
  },
  MemoryLimit: {
    group: 'Queries',
    type: { kind: 'memory' },
    default: '2GB',
    description: 'How much memory the local part of statements may use before it spills to disk.',
  },
  TempDirectory: {
    group: 'Queries',
    type: TEXT,
    default: null,
    description: 'Where it spills to. Left out: a folder in the temporary folder of the system.',
  },
  MaxConcurrency: {
    group: 'Queries',
    type: integer(1, 25),
    default: '5',
    session: true,
    description: 'How many scans of a statement run at a time.',
  },
  Timeout: {
    group: 'Queries',
    type: integer(0),
    default: '0',
    session: true,
    description: 'Seconds after which a statement is stopped. 0: no limit.',
  },
  AllowLocalFiles: {
    group: 'Queries',
    type: BOOLEAN,
    default: 'false',
    description: 'Whether statements may read and write files of this machine.',
  },

  // ── Writes ─────────────────────────────────────────────────────────────────────────────────────────────────
  ReadOnly: {
    group: 'Writes',
    type: BOOLEAN,
    default: 'false',
    session: true,
    description: 'Refuses all writes, before anything is asked of the org.',
  },
  AllOrNone: {
    group: 'Writes',
    type: BOOLEAN,
    default: 'true',
    session: true,
    description:
      'Whether one row that fails undoes its request and ends the statement. `off` goes on, and the failed rows are the result; see [writes](writes.md).',
  },
  AllowUnfilteredWrites: {
    group: 'Writes',
    type: BOOLEAN,
    default: 'false',
    session: true,
    description: 'Whether `UPDATE` and `DELETE` may stand without `WHERE`.',
  },
  DryRun: {
    group: 'Writes',
    type: BOOLEAN,
    default: 'false',
    session: true,
    description: 'Checks the rows and shows the records that would be written, and writes nothing.',
  },
  BulkIngestThreshold: {
    group: 'Writes',
    type: integer(0),
    default: '10000',
    session: true,
    description: 'Rows from which a write uses Bulk. 0: never.',
  },
  WriteBatchSize: {
    group: 'Writes',
    type: integer(1, 200),
    default: '200',
    session: true,
    description:
      "The most records of one collection. Less is slower, and gives the org's triggers less to do at a time.",
  },

  WriteLedger: {
    group: 'Writes',
    type: TEXT,
    default: null,
    session: true,
    description:
      'A file in which a write notes what it has sent, so that the same statement, run again after a failure or a crash, goes on where it stopped; see [writes](writes.md).',
  },

  // ── Schema ─────────────────────────────────────────────────────────────────────────────────────────────────
  Objects: {
    group: 'Schema',
    type: LIST,
    default: null,
    description: 'Restricts the tables to these names and patterns, for example `Account,c2g__*`.',
  },
  MetadataCache: {
    group: 'Schema',
    type: TEXT,
    default: null,
    description:
      'The folder in which describes are kept, `memory://`, or `off`. Left out: `certsql` in the cache folder of the user.',
  },
  MetadataTTL: {
    group: 'Schema',
    type: integer(0),
    default: '3600',
    description: 'Seconds after which the org is asked whether a describe has changed.',
  },
  ShortNames: {
    group: 'Schema',
    type: BOOLEAN,
    default: 'true',
    description: 'Whether `codaInvoice` may stand for `c2g__codaInvoice__c`.',
  },

  // ── Network and logs ───────────────────────────────────────────────────────────────────────────────────────
  ProxyServer: {
    group: 'Network and logs',
    type: TEXT,
    default: null,
    description:
      'The host of an HTTP proxy, or its whole address. Left out: the environment variables `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` tell.',
  },
  ProxyPort: {
    group: 'Network and logs',
    type: integer(1, 65_535),
    default: null,
    description: 'Its port. Left out: the one in `ProxyServer`, or 80.',
  },
  ProxyUser: {
    group: 'Network and logs',
    type: TEXT,
    default: null,
    description: 'The user at the proxy.',
  },
  ProxyPassword: {
    group: 'Network and logs',
    type: TEXT,
    default: null,
    secret: true,
    description: 'The password at the proxy.',
  },
  ProxyExceptions: {
    group: 'Network and logs',
    type: LIST,
    default: null,
    description: 'Hosts that are reached without the proxy: `acme.com` is that host and all below it.',
  },
  SSLServerCert: {
    group: 'Network and logs',
    type: TEXT,
    default: null,
    description:
      'Certificates to trust beside those of Node: a PEM file or PEM text. Or the SHA-256 fingerprint that the certificate of the org must have: `sha256:AB:CD:…`.',
  },
  ConnectTimeout: {
    group: 'Network and logs',
    type: integer(1, 3_600),
    default: '15',
    description: 'Seconds for getting connected, TLS and proxy included.',
  },
  IdleTimeout: {
    group: 'Network and logs',
    type: integer(1, 3_600),
    default: '150',
    description:
      'Seconds of silence on a connection after which a request is sent again. The org takes up to 120 for a query.',
  },
  RequestTimeout: {
    group: 'Network and logs',
    type: integer(1, 86_400),
    default: '600',
    description: 'Seconds for one request, from sending to the last byte.',
  },
  Logfile: {
    group: 'Network and logs',
    type: TEXT,
    default: null,
    description: 'The file to which requests are logged, without secrets.',
  },
  Verbosity: {
    group: 'Network and logs',
    type: integer(1, 5),
    default: '1',
    description: 'What is logged: 1 failures, 2 retries, 3 each request, 4 its query, 5 its headers.',
  },
} as const satisfies Readonly<Record<string, PropertyDefinition>>

export type PropertyName = keyof typeof PROPERTIES

export const PROPERTY_NAMES = Object.keys(PROPERTIES) as readonly PropertyName[]

/** The table's entry, without the detail of its literal type. */
export function definitionOf(name: PropertyName): PropertyDefinition {
  return PROPERTIES[name]
}

/** The values in force, by the proper spelling of their names; undefined where there is neither value nor default. */
export type PropertyValues = {
  readonly [Name in PropertyName]:
    | ValueOf<(typeof PROPERTIES)[Name]['type']>
    | ((typeof PROPERTIES)[Name]['default'] extends null ? undefined : never)
}
