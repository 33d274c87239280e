import type { FaultRule } from './fault-rule.js'

const untrusted = (why: string): FaultRule => ({
  reaction: 'final',
  code: 'CERT-8501',
  message: `The certificate of {host} is not trusted: ${why}.`,
  hint: 'a proxy that inspects TLS? Give its root certificate (PEM) as SSLServerCert',
  neverSent: true,
})

const unreachable = (message: string, hint: string, rest: Partial<FaultRule> = {}): FaultRule => ({
  reaction: 'retry',
  attempts: 3,
  code: 'CERT-8501',
  message,
  hint,
  neverSent: true,
  ...rest,
})

const brokenOff = (message: string): FaultRule => ({
  reaction: 'retry',
  code: 'CERT-8502',
  message,
  hint: 'the network between here and the org is unsteady; try again',
})

/** By the code of a broken exchange. */
export const NETWORK_FAULTS: Readonly<Record<string, FaultRule>> = {
  ENOTFOUND: unreachable(
    'The host {host} is not known.',
    'check the spelling of the login or instance URL, and the network',
    { reaction: 'final' },
  ),
  EAI_AGAIN: unreachable(
    'The name of {host} could not be looked up.',
    'check the network and its name servers',
  ),
  ECONNREFUSED: unreachable(
    '{host} refuses the connection.',
    'check host and port, and whether a firewall stands between',
  ),
  EHOSTUNREACH: unreachable('{host} cannot be reached.', 'check the network'),
  ENETUNREACH: unreachable('{host} cannot be reached.', 'check the network'),
  CONNECT_TIMEOUT: unreachable(
    '{host} did not take the connection in time.',
    'check the network, or whether a proxy is needed',
  ),

  ECONNRESET: brokenOff('The connection to {host} broke off.'),
  EPIPE: brokenOff('The connection to {host} broke off.'),
  BROKEN_BODY: brokenOff('The answer of {host} broke off in the middle.'),
  IDLE_TIMEOUT: brokenOff('{host} fell silent in the middle of a request.'),
  TOTAL_TIMEOUT: {
    reaction: 'final',
    code: 'CERT-7004',
    message: 'The request to {host} took too long.',
    hint: 'raise the time-out, or select fewer rows',
  },

  CERT_HAS_EXPIRED: untrusted('it has expired'),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted('it is signed by itself'),
  SELF_SIGNED_CERT_IN_CHAIN: untrusted('its chain ends in an unknown root'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted('its issuer is unknown'),
  UNABLE_TO_GET_ISSUER_CERT: untrusted('its issuer is unknown'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted('its issuer is unknown'),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted('it belongs to another host'),
  CERT_NOT_PINNED: {
    reaction: 'final',
    code: 'CERT-8501',
    message: 'The certificate of {host} is not the one that SSLServerCert names.',
    hint: 'something between reads along, or the org has a new certificate: compare its SHA-256 fingerprint',
    neverSent: true,
  },
  PROXY_UNREACHABLE: unreachable(
    'The proxy on the way to {host} cannot be reached: {words}.',
    'check ProxyServer and ProxyPort, or the environment variable HTTPS_PROXY',
  ),
  PROXY_AUTHENTICATION: {
    reaction: 'final',
    code: 'CERT-8501',
    message: 'The proxy on the way to {host} wants to know who asks.',
    hint: 'give ProxyUser and ProxyPassword; only basic authentication is supported',
    neverSent: true,
  },
  PROXY_REFUSED: {
    reaction: 'final',
    code: 'CERT-8501',
    message: 'The proxy refuses to connect to {host}: {words}.',
    hint: 'its administrator must allow *.salesforce.com on port 443, or the host belongs into ProxyExceptions',
    neverSent: true,
  },
  EPROTO: {
    reaction: 'final',
    code: 'CERT-8501',
    message: '{host} does not speak TLS as it should.',
    hint: 'check the port, and whether a proxy is needed',
    neverSent: true,
  },
}

export const UNLISTED_NETWORK_FAULT: FaultRule = {
  reaction: 'final',
  code: 'CERT-8502',
  message: 'The exchange with {host} failed: {words}.',
}
