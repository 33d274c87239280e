import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { NamedCandidate } from './match-names.js'

/** Files and folders that a path which is being typed may mean; hidden ones when a dot was typed. */
export async function fileCandidates(typed: string): Promise<readonly NamedCandidate[]> {
  const slash = typed.lastIndexOf('/') + 1
  const folder = typed.slice(0, slash)
  const begun = typed.slice(slash)
  const place = folder.startsWith('~/') ? join(homedir(), folder.slice(2)) : folder || '.'
  const entries = await readdir(dirname(join(place, 'x')), { withFileTypes: true }).catch(() => [])
  return entries
    .filter(({ name }) => name.startsWith(begun) && (begun.startsWith('.') || !name.startsWith('.')))
    .map((entry) => ({ text: `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}` }))
    .sort((a, b) => a.text.localeCompare(b.text))
}
