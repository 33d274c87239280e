import { readFileSync } from 'node:fs'
import { checkServerIdentity, type PeerCertificate, rootCertificates } from 'node:tls'
import { CertSqlError } from '@certsql/core'
import type { Environment } from './proxy-choice.js'

/** What TLS is told about the certificates of the other side. */
export interface ServerTrust {
  readonly ca?: readonly string[]
  readonly allowPartialTrustChain?: boolean
  readonly checkServerIdentity?: typeof checkServerIdentity
}

const PIN = /^(?:sha-?256[:=])?((?:[0-9a-f]{2}:?){31}[0-9a-f]{2})$/i
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/

/**
 * Reads the property `SSLServerCert`: certificates (PEM text, or the file of it) that are trusted beside those that
 * Node trusts, or the SHA-256 fingerprint that the certificate of the org must have.
 */
export function readServerTrust(
  serverCertificate: string | undefined,
  environment: Environment,
): ServerTrust {
  if (serverCertificate === undefined || serverCertificate.trim() === '') return {}
  const pin = PIN.exec(serverCertificate.trim())?.[1]
  if (pin !== undefined) return { checkServerIdentity: pinned(pin.replaceAll(':', '').toUpperCase()) }
  const text = serverCertificate.includes('-----BEGIN')
    ? serverCertificate.replaceAll('\\n', '\n')
    : readText(serverCertificate.trim())
  if (!PEM_CERTIFICATE.test(text)) throw notACertificate(undefined)
  // A list of our own replaces that of Node, with what the environment adds to it.
  const { NODE_EXTRA_CA_CERTS: extra } = environment
  const others = extra === undefined || extra === '' ? [] : [readText(extra)]
  return { ca: [...rootCertificates, ...others, text], allowPartialTrustChain: true }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw notACertificate(cause)
  }
}

function notACertificate(cause: unknown): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8601',
    message: 'SSLServerCert is no certificate.',
    hint: 'give a PEM file, the PEM text itself, or a fingerprint: sha256:AB:CD:…',
    cause,
  })
}

/** Who presents another certificate is refused even when somebody trusted has signed it. */
function pinned(fingerprint: string): typeof checkServerIdentity {
  return (host: string, certificate: PeerCertificate) => {
    const stranger = checkServerIdentity(host, certificate)
    if (stranger !== undefined) return stranger
    if (certificate.fingerprint256.replaceAll(':', '').toUpperCase() === fingerprint) return undefined
    return Object.assign(new Error('the certificate has another fingerprint'), { code: 'CERT_NOT_PINNED' })
  }
}
