import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CertSqlError } from '@certsql/core'
import type { JwtAuthentication, JwtKeyType } from './authentication.js'

type KeyOptions = Pick<JwtAuthentication, 'key' | 'keyType' | 'keyPassword'>

const PEM = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/

/**
 * The private key that signs, out of PEM text, a PKCS#12 container, or the file of either. One whose kind is not said
 * is known by what it looks like.
 */
export async function readJwtKey(options: KeyOptions): Promise<KeyObject> {
  const { keyType = guessType(options.key) } = options
  const content = await readContent(options.key, keyType)
  const pem = content.toString('latin1')
  const key = PEM.test(pem)
    ? readPem(pem, options.keyPassword)
    : await readContainer(content, options.keyPassword)
  if (key.asymmetricKeyType === 'rsa') return key
  throw badKey(`is of the kind ${key.asymmetricKeyType ?? 'unknown'}, and a JWT login needs RSA`)
}

function guessType(key: string): JwtKeyType {
  if (key.includes('-----BEGIN')) return 'PEMKEY_BLOB'
  // DER begins with a SEQUENCE of a length in two bytes, "MI…" in base64.
  return key.length > 500 && /^MI[\w+/=\s]+$/.test(key) ? 'PFXBLOB' : 'PEMKEY_FILE'
}

async function readContent(key: string, keyType: JwtKeyType): Promise<Buffer> {
  switch (keyType) {
    case 'PEMKEY_BLOB':
      // In a connection URL or an environment variable the lines of a PEM often end in a written-out \n.
      return Buffer.from(key.replaceAll('\\n', '\n'), 'latin1')
    case 'PFXBLOB':
      return Buffer.from(key, 'base64')
    case 'PEMKEY_FILE':
    case 'PFXFILE':
      return await readKeyFile(key)
  }
}

async function readKeyFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new CertSqlError({
      code: 'CERT-8603',
      message: `The key file "${path}" of OAuthJWTCert cannot be read.`,
      hint: 'give the path of a PEM or PKCS#12 file that this user may read, or the PEM text itself',
      cause,
    })
  }
}

function readPem(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch (error) {
    const isLocked = /ENCRYPTED/.test(pem)
    if (isLocked && passphrase === undefined)
      throw badKey('is encrypted, and OAuthJWTCertPassword is missing')
    throw badKey(isLocked ? 'does not open with OAuthJWTCertPassword' : 'is no whole PEM private key', error)
  }
}

async function readContainer(content: Buffer, password: string | undefined): Promise<KeyObject> {
  // A byte that every PKCS#12 container begins with.
  if (content[0] !== 0x30) throw badKey('is neither PEM nor PKCS#12')
  const { readPkcs12Key } = await import('./pkcs12.js')
  const found = readPkcs12Key(content, password ?? '')
  if (found === 'wrong password') {
    throw badKey(
      password === undefined
        ? 'is encrypted, and OAuthJWTCertPassword is missing'
        : 'does not open with OAuthJWTCertPassword',
    )
  }
  if (found === undefined) throw badKey('is no PKCS#12 container with a private key in it')
  return createPrivateKey(found)
}

function badKey(what: string, cause?: unknown): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8601',
    message: `The key of OAuthJWTCert ${what}.`,
    hint: 'OAuthJWTCert is the private key (PEM, or PKCS#12 with OAuthJWTCertPassword) whose certificate the app has',
    cause,
  })
}
