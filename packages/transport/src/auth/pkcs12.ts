import { createRequire } from 'node:module'
import type Forge from 'node-forge'

/** Node reads a PKCS#12 container for TLS, but does not give the key in it away. This file is loaded only when needed. */
const forge = createRequire(import.meta.url)('node-forge') as typeof Forge

/** The private key in a PKCS#12 container as PEM; undefined when there is none, or when it is no container. */
export function readPkcs12Key(content: Buffer, password: string): string | 'wrong password' | undefined {
  try {
    const container = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(content.toString('latin1')), password)
    const { pkcs8ShroudedKeyBag = '', keyBag = '' } = forge.pki.oids
    const bags = [pkcs8ShroudedKeyBag, keyBag].flatMap(
      (bagType) => container.getBags({ bagType })[bagType] ?? [],
    )
    const key = bags.find((bag) => bag.key !== undefined && bag.key !== null)?.key
    return key === undefined || key === null ? undefined : forge.pki.privateKeyToPem(key)
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    return /password|MAC/i.test(words) ? 'wrong password' : undefined
  }
}
