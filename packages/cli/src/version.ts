import { readFileSync } from 'node:fs'
import { PACKAGE_FOLDER } from './package-folder.js'

/** The version of this package. */
export function readVersion(): string {
  const text = readFileSync(new URL('package.json', PACKAGE_FOLDER), 'utf8')
  const { version }: { readonly version: string } = JSON.parse(text)
  return version
}
