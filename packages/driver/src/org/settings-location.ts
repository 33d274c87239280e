import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where OAuth tokens are kept when nothing is said: the configuration of the user, not a cache that may be emptied. */
export function defaultSettingsLocation(environment: {
  readonly [name: string]: string | undefined
}): string {
  return join(configurationFolder(environment), 'oauth-settings.json')
}

/** Where the configuration of the user lives, by the custom of the system. */
export function configurationFolder({
  XDG_CONFIG_HOME,
  APPDATA,
}: {
  readonly [name: string]: string | undefined
}): string {
  if (XDG_CONFIG_HOME !== undefined && XDG_CONFIG_HOME !== '') return join(XDG_CONFIG_HOME, 'certsql')
  if (process.platform === 'win32' && APPDATA !== undefined) return join(APPDATA, 'certsql')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'certsql')
  return join(homedir(), '.config', 'certsql')
}
