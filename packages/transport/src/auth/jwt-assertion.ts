import { type KeyObject, sign } from 'node:crypto'

export interface JwtClaims {
  /** The consumer key of the app. */
  readonly issuer: string
  /** The user name. */
  readonly subject: string
  readonly audience: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The org takes three minutes at most; two leave room for clocks that differ. */
const LIFETIME_SECONDS = 120

/** `<header>.<claims>.<RS256 signature>`, each in base64url: RFC 7523. */
export function signAssertion({ issuer, subject, audience, now }: JwtClaims, key: KeyObject): string {
  const expires = Math.floor(now / 1000) + LIFETIME_SECONDS
  const claims = { iss: issuer, sub: subject, aud: audience, exp: expires }
  const content = `${encode({ alg: 'RS256' })}.${encode(claims)}`
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
