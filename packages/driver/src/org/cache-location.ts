import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where describes are kept when nothing is said: https://specifications.freedesktop.org/basedir-spec/latest/ */
export function defaultCacheLocation(environment: { readonly [name: string]: string | undefined }): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = environment
  if (XDG_CACHE_HOME !== undefined && XDG_CACHE_HOME !== '') return join(XDG_CACHE_HOME, 'certsql')
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined)
    return join(LOCALAPPDATA, 'certsql', 'cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'certsql')
  return join(homedir(), '.cache', 'certsql')
}

/** Where describes are kept, with `CERTSQL_METADATA_CACHE` considered. */
export function metadataCacheLocation(environment: { readonly [name: string]: string | undefined }): string {
  return environment.CERTSQL_METADATA_CACHE || defaultCacheLocation(environment)
}

/** Whether the property `MetadataCache` names a folder. */
export function isFolder(location: string): boolean {
  const wanted = location.trim().toLowerCase()
  return wanted !== '' && wanted !== 'off' && !wanted.startsWith('memory:')
}
