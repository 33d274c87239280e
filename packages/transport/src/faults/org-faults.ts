import type { FaultRule } from './fault-rule.js'

const REFUSED = 'The org refused the request: {errorCode}.'

const busy = (message: string, rest: Partial<FaultRule> = {}): FaultRule => ({
  reaction: 'retry',
  code: 'CERT-8503',
  message,
  hint: 'try again in a few minutes; status.salesforce.com tells of maintenance',
  ...rest,
})

const noAccess = (hint: string): FaultRule => ({
  reaction: 'final',
  code: 'CERT-6003',
  message: 'The user has no access to this: {errorCode}.',
  hint,
})

const policy = (message: string, hint: string): FaultRule => ({
  reaction: 'final',
  code: 'CERT-5003',
  message,
  hint,
})

const refused = (hint: string, rest: Partial<FaultRule> = {}): FaultRule => ({
  reaction: 'final',
  code: 'CERT-6001',
  message: REFUSED,
  hint,
  ...rest,
})

/** Any error code that is not in the table is final: the org has understood us and said no. */
export const UNLISTED_ORG_FAULT: FaultRule = { reaction: 'final', code: 'CERT-6001', message: REFUSED }

/** By the `errorCode` of the org, and by nothing else: its messages come in the user's language. */
export const ORG_FAULTS: Readonly<Record<string, FaultRule>> = {
  INVALID_SESSION_ID: {
    reaction: 'renew',
    code: 'CERT-5002',
    message: 'The session is no longer valid.',
    hint: 'log in again, or give a new access token; the session time-out is a setting of the org',
  },
  INVALID_AUTH_HEADER: {
    reaction: 'final',
    code: 'CERT-5002',
    message: 'The org does not understand the access token.',
    hint: 'check that the token is whole: it often holds a "!", which shells replace unless it is quoted',
  },
  INVALID_OPERATION_WITH_EXPIRED_PASSWORD: policy(
    'The password of this user has expired.',
    'set a new password in the browser, then use it here (with its new security token)',
  ),
  API_DISABLED_FOR_ORG: policy(
    'This org has no API access.',
    'API access comes with Enterprise, Unlimited, Performance and Developer editions',
  ),
  API_CURRENTLY_DISABLED: policy(
    'API access is switched off for this user or org.',
    'ask an administrator for the permission "API Enabled"',
  ),
  TXN_SECURITY_METERING_ERROR: policy(
    'A transaction security policy of the org blocked the request.',
    'ask an administrator which policy it was',
  ),
  TXN_SECURITY_NO_ACCESS: policy(
    'A transaction security policy of the org blocked the request.',
    'ask an administrator which policy it was',
  ),

  FUNCTIONALITY_NOT_ENABLED: noAccess('the org does not have this feature switched on'),
  INSUFFICIENT_ACCESS: noAccess('ask an administrator for a permission set that grants it'),
  INSUFFICIENT_ACCESS_OR_READONLY: noAccess('ask an administrator for a permission set that grants it'),
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: noAccess(
    'a record that is referred to is not visible to the user',
  ),
  FORBIDDEN: noAccess('ask an administrator for a permission set that grants it'),

  REQUEST_LIMIT_EXCEEDED: {
    reaction: 'retry',
    slow: true,
    attempts: 3,
    code: 'CERT-7001',
    message: 'The org refuses more requests for now.',
    hint: 'either the API calls of the day are used up or too many long requests run at once',
  },

  SERVER_UNAVAILABLE: busy('The org is not available at the moment.'),
  ORG_IN_MAINTENANCE: busy('The org is in maintenance.'),
  UNABLE_TO_LOCK_ROW: busy('Another transaction holds a lock on a row that is needed.', {
    code: 'CERT-6001',
    hint: 'try again; another process is writing these records',
  }),
  UNKNOWN_EXCEPTION: busy('The org failed on this request with an error of its own.', {
    code: 'CERT-6001',
    attempts: 3,
    hint: 'if it stays, Salesforce support can look up the ErrorId',
  }),
  QUERY_TIMEOUT: busy('The query ran for too long in the org.', {
    code: 'CERT-7004',
    attempts: 2,
    hint: 'filter by an indexed column, or select fewer rows',
  }),
  REQUEST_RUNNING_TOO_LONG: busy('The request ran for too long in the org.', {
    code: 'CERT-7004',
    attempts: 2,
    hint: 'filter by an indexed column, or select fewer rows',
  }),

  INVALID_QUERY_LOCATOR: {
    reaction: 'final',
    code: 'CERT-6004',
    message: 'The org no longer knows the cursor of this query.',
    hint: 'run the statement again',
  },
  INVALID_TYPE: refused('the object does not exist, or this user may not see it'),
  INVALID_FIELD: refused('the field does not exist, or this user may not see it'),
  MALFORMED_QUERY: refused('the org could not read this SOQL'),
  QUERY_TOO_COMPLICATED: refused('select fewer formula columns, or split the condition', {
    code: 'CERT-7005',
  }),
  OPERATION_TOO_LARGE: refused('filter more, or give the user the permission "View All Data"', {
    code: 'CERT-7002',
  }),
  EXCEEDED_ID_LIMIT: refused('this query cannot be paged; limit it to one page', { code: 'CERT-7002' }),
  NOT_FOUND: refused('check the API version and the names: the org has no such resource'),
  UNSUPPORTED_API_VERSION: refused('this API version is retired; leave APIVersion out to use the newest'),
  GONE: refused('this API version is retired; leave APIVersion out to use the newest'),
  APEX_ERROR: refused('a program of the org failed; its administrator can find it in the Apex log'),
}

/** 401 answers that a new session would not help ({@link https://github.com/jsforce/jsforce} http-api.ts). */
export const HOPELESS_SESSIONS: readonly { readonly words: string; readonly rule: FaultRule }[] = [
  {
    words: 'Connected app is not attached to Agent',
    rule: policy(
      'The connected app is not attached to the agent user.',
      'attach the app to the agent in Setup, or use the credentials of another app',
    ),
  },
  {
    words: 'This session is not valid for use with the REST API',
    rule: policy(
      'This session may not be used with the REST API.',
      'log in through OAuth with the scope "api", or with user and password',
    ),
  },
]
