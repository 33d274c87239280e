import { createRequire } from 'node:module'
import type { SignedXml } from 'xml-crypto'
import type { LocalOrg } from '../server/local-org.js'
import { attribute, decodeXml, element, elementSource, startTag } from '../soap/xml.js'
import { assertedUser, checkAudience, invalidAssertion } from './assertion.js'
import { OAuthRefusal } from './oauth-refusal.js'
import type { OrgUser } from './users.js'

const CLOCK_SKEW = 60_000

/**
 * The user that a SAML 2.0 assertion speaks for: base64url of its XML. Issuer is the client id, NameID the user name;
 * audience, recipient and lifetime are checked, and the signature against the registered certificates.
 */
export function userOfSaml(assertion: string, localOrg: LocalOrg): OrgUser {
  const xml = Buffer.from(assertion, 'base64url').toString('utf8')
  // Only what was signed counts, wherever it stood.
  const signed = signedAssertion(xml, localOrg.auth.samlCertificates ?? [])
  const text = (name: string) => decodeXml(element(signed, name) ?? '')
  if (text('Issuer') !== localOrg.credentials.clientId) {
    throw new OAuthRefusal('invalid_client_id', 'client identifier invalid')
  }
  checkAudience(text('Audience'), localOrg)
  checkConfirmation(startTag(signed, 'SubjectConfirmationData') ?? '', localOrg)
  const notBefore = moment(attribute(startTag(signed, 'Conditions') ?? '', 'NotBefore'))
  if (notBefore !== undefined && notBefore > Date.now() + CLOCK_SKEW) throw invalidAssertion()
  return assertedUser(text('NameID'), localOrg)
}

function checkConfirmation(tag: string, { url }: LocalOrg): void {
  const recipient = attribute(tag, 'Recipient') ?? ''
  const path = '/services/oauth2/token'
  const hosts = [url, 'https://login.salesforce.com', 'https://test.salesforce.com']
  if (!hosts.some((host) => recipient === host + path)) throw invalidAssertion()
  const end = moment(attribute(tag, 'NotOnOrAfter'))
  if (end === undefined) throw invalidAssertion()
  if (end <= Date.now() - CLOCK_SKEW) throw new OAuthRefusal('invalid_grant', 'expired authorization code')
}

function moment(text: string | undefined): number | undefined {
  const milliseconds = Date.parse(text ?? '')
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

function signedAssertion(xml: string, certificates: readonly string[]): string {
  const signature = elementSource(xml, 'Signature')
  if (signature === undefined) throw invalidAssertion()
  for (const publicCert of certificates) {
    const [signed] = signedParts(xml, signature, publicCert)
    if (signed !== undefined && /^<(?:\w+:)?Assertion[\s>]/.test(signed)) return signed
  }
  throw invalidAssertion()
}

/** The parts of the document that the signature vouches for; none where it does not fit. */
function signedParts(xml: string, signature: string, publicCert: string): readonly string[] {
  // Loaded here, because few orgs ever need it.
  const { SignedXml: Verifier } = createRequire(import.meta.url)('xml-crypto') as {
    readonly SignedXml: typeof SignedXml
  }
  try {
    const verifier = new Verifier({ publicCert })
    verifier.loadSignature(signature)
    return verifier.checkSignature(xml) ? verifier.getSignedReferences() : []
  } catch {
    return []
  }
}
