import type { FaultRule } from './fault-rule.js'

const unavailable = (message: string, rest: Partial<FaultRule> = {}): FaultRule => ({
  reaction: 'retry',
  code: 'CERT-8503',
  message,
  hint: 'try again in a few minutes; status.salesforce.com tells of maintenance',
  ...rest,
})

/** By HTTP status, where the answer carries no error code that we know. */
export const STATUS_FAULTS: Readonly<Record<number, FaultRule>> = {
  401: {
    reaction: 'renew',
    code: 'CERT-5002',
    message: '{host} does not accept the session.',
    hint: 'log in again, or give a new access token',
  },
  403: {
    reaction: 'final',
    code: 'CERT-6003',
    message: '{host} forbids the request.',
    hint: 'the user lacks a permission, or a firewall stands between',
  },
  404: {
    reaction: 'final',
    code: 'CERT-6001',
    message: '{host} has no such resource.',
    hint: 'check the instance URL and the API version',
  },
  // Empty answers of the edge, seen in the wild, gone a moment later.
  406: unavailable('{host} did not accept the request for a moment (HTTP 406).'),
  410: {
    reaction: 'final',
    code: 'CERT-6001',
    message: 'The org no longer serves this API version.',
    hint: 'leave APIVersion out to use the newest',
  },
  414: {
    reaction: 'final',
    code: 'CERT-7005',
    message: 'The request line was too long for {host}.',
    hint: 'a proxy on the way may allow less than the org does; split the statement',
  },
  // No route to the host: dead scratch orgs answer so for ever.
  420: unavailable('{host} has no route to this org (HTTP 420).', {
    attempts: 2,
    hint: 'is the org deleted or expired?',
  }),
  429: unavailable('{host} asks for fewer requests (HTTP 429).', { slow: true, code: 'CERT-7001' }),
  431: {
    reaction: 'final',
    code: 'CERT-7005',
    message: 'The request headers were too long for {host}.',
    hint: 'a proxy on the way may allow less than the org does',
  },
  500: unavailable('{host} failed with an error of its own (HTTP 500).'),
  502: unavailable('The edge could not reach the org behind {host} (HTTP 502).'),
  503: unavailable('{host} is not available at the moment (HTTP 503).'),
  504: unavailable('The org behind {host} did not answer in time (HTTP 504).'),
}

/** Everything else that is neither a success nor known. */
export const UNLISTED_STATUS: FaultRule = {
  reaction: 'final',
  code: 'CERT-6002',
  message: '{host} answered with HTTP {status}, which the API does not do.',
  hint: 'check that the instance URL is that of a Salesforce org',
}
