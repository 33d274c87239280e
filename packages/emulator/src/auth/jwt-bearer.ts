import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { LocalOrg } from '../server/local-org.js'
import { isRecord } from '../server/read-json.js'
import { assertedUser, checkAudience, invalidAssertion } from './assertion.js'
import { OAuthRefusal } from './oauth-refusal.js'
import type { OrgUser } from './users.js'

/** An assertion may live three minutes; clocks differ by one. */
const LONGEST_LIFE = 180
const CLOCK_SKEW = 60

/** The user that a JWT speaks for: `<header>.<claims>.<RS256 signature>`, each in base64url. */
export function userOfJwt(assertion: string, localOrg: LocalOrg): OrgUser {
  const [header = '', claims = '', signature, ...more] = assertion.split('.')
  if (signature === undefined || more.length > 0) throw invalidAssertion()
  if (decode(header).alg !== 'RS256') throw invalidAssertion()
  const { iss, sub, aud, exp } = decode(claims)
  if (iss !== localOrg.credentials.clientId) {
    throw new OAuthRefusal('invalid_client_id', 'client identifier invalid')
  }
  const signed = Buffer.from(`${header}.${claims}`)
  const bytes = Buffer.from(signature, 'base64url')
  const keys = (localOrg.auth.jwtCertificates ?? []).map(publicKey)
  if (!keys.some((key) => verify('RSA-SHA256', signed, key, bytes))) throw invalidAssertion()
  checkAudience(aud, localOrg)
  const now = Date.now() / 1000
  if (typeof exp !== 'number' || exp > now + LONGEST_LIFE + CLOCK_SKEW) throw invalidAssertion()
  if (exp < now - CLOCK_SKEW) throw new OAuthRefusal('invalid_grant', 'expired authorization code')
  return assertedUser(sub, localOrg)
}

/** Of a certificate, or as it is. */
export function publicKey(pem: string): KeyObject {
  return createPublicKey(pem)
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    if (isRecord(value)) return value
  } catch {
    // What is no JSON is no assertion either.
  }
  throw invalidAssertion()
}
