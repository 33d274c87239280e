import type { SavedLogin } from './saved-login.js'

/** Where the tokens of logins are kept. A login is named by a text without secrets. */
export interface OAuthSettings {
  read(login: string): Promise<SavedLogin | undefined>
  /** Nothing, instead of tokens, forgets the login. */
  write(login: string, saved: SavedLogin | undefined): Promise<void>
  /** Does the work while nobody else, here or in another process, does theirs for this login. */
  exclusively<T>(login: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
}
