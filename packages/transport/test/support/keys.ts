import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import forge from 'node-forge'
import { SignedXml } from 'xml-crypto'

export interface Keys {
  readonly privatePem: string
  readonly publicPem: string
}

export function newKeys(kind: 'rsa' | 'ec' = 'rsa'): Keys {
  const pair: KeyPairKeyObjectResult =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privatePem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** A certificate for these names, signed by itself or by an authority. */
export function certify(
  keys: Keys,
  names: readonly string[],
  authority?: { readonly keys: Keys; readonly certificate: string },
): string {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicPem)
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(8))}`
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  const subject = [{ name: 'commonName', value: names[0] ?? 'test' }]
  certificate.setSubject(subject)
  const issuer = authority && forge.pki.certificateFromPem(authority.certificate)
  certificate.setIssuer(issuer?.subject.attributes ?? subject)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: authority === undefined, critical: true },
    { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
  ])
  certificate.sign(
    forge.pki.privateKeyFromPem((authority?.keys ?? keys).privatePem),
    forge.md.sha256.create(),
  )
  return forge.pki.certificateToPem(certificate)
}

/** A PKCS#12 container with a key and its certificate. */
export function pkcs12(keys: Keys, certificate: string, password: string): Buffer {
  const container = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(keys.privatePem),
    [forge.pki.certificateFromPem(certificate)],
    password,
  )
  return Buffer.from(forge.asn1.toDer(container).getBytes(), 'latin1')
}

export interface Assertion {
  readonly issuer: string
  readonly name: string
  readonly end?: Date
  readonly audience?: string
}

/** A SAML assertion as an identity provider signs it. */
export function signSaml({ issuer, name, end, audience }: Assertion, keys: Keys): string {
  const recipient = 'https://login.salesforce.com/services/oauth2/token'
  const notOnOrAfter = (end ?? new Date(Date.now() + 120_000)).toISOString()
  const xml = [
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0">',
    `<saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID>${name}</saml:NameID>`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData NotOnOrAfter="${notOnOrAfter}" Recipient="${recipient}"/>`,
    '</saml:SubjectConfirmation></saml:Subject><saml:Conditions><saml:AudienceRestriction>',
    `<saml:Audience>${audience ?? 'https://login.salesforce.com'}</saml:Audience>`,
    '</saml:AudienceRestriction></saml:Conditions></saml:Assertion>',
  ].join('')
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
  const signer = new SignedXml({
    privateKey: keys.privatePem,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  })
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  })
  signer.computeSignature(xml)
  return signer.getSignedXml()
}
