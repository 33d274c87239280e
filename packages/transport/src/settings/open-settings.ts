import { memorySettings } from './memory-settings.js'
import type { OAuthSettings } from './oauth-settings.js'
import { SettingsFile } from './settings-file.js'

/** `memory://` and `memory://some-name` live as long as the process; everything else is the path of a file. */
export function openSettings(location: string): OAuthSettings {
  return /^memory:/i.test(location) ? memorySettings(location.toLowerCase()) : new SettingsFile(location)
}
