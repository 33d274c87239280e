import type { FaultRule } from './fault-rule.js'

const HTML_HINTS: readonly { readonly words: RegExp; readonly hint: string }[] = [
  {
    words: /maintenance|down|unavailable/i,
    hint: 'the org seems to be in maintenance; see status.salesforce.com',
  },
  {
    words: /log ?in|sign ?in|sso/i,
    hint: 'this is a login page: use the API host, https://<domain>.my.salesforce.com',
  },
  {
    words: /proxy|blocked|denied|firewall|gateway/i,
    hint: 'a proxy or firewall answered instead of the org',
  },
]

const ANY_PAGE_HINT =
  'a login page, a proxy or a maintenance page answered instead of the API; check the instance URL in a browser'

/** Something other than JSON or XML came, most often a page for people. It is retried only when the status says so. */
export function pageInsteadOfAnswer(title: string, statusRule: FaultRule | undefined): FaultRule {
  return {
    reaction: statusRule?.reaction === 'retry' ? 'retry' : 'final',
    ...(statusRule?.attempts === undefined ? {} : { attempts: statusRule.attempts }),
    code: 'CERT-6002',
    message: '{host} answered with {words} instead of {expected}.',
    hint: HTML_HINTS.find(({ words }) => words.test(title))?.hint ?? ANY_PAGE_HINT,
  }
}

/** JSON by its label, but it ends too early or is spoilt; another try most often brings it whole. */
export const BROKEN_JSON: FaultRule = {
  reaction: 'retry',
  attempts: 3,
  code: 'CERT-6002',
  message: 'The answer of {host} is not whole: {words}.',
  hint: 'something between here and the org cuts answers off; try again',
}

export const REDIRECTED: FaultRule = {
  reaction: 'final',
  code: 'CERT-6002',
  message: '{host} sends us on to {words} instead of answering.',
  hint: 'if the org has moved, give its new address',
}
