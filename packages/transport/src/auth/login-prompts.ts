/** What somebody has to do so that a login can go on. */
export type LoginPrompt =
  /** The browser shows this page; whoever does not see it opens the address. */
  | { readonly kind: 'browser'; readonly url: string }
  /** Open this page on any machine, and type the code. */
  | { readonly kind: 'device'; readonly url: string; readonly code: string }

/** How logins reach a person. */
export interface LoginPrompts {
  /** False when there is no browser on this machine. */
  openBrowser(url: string): Promise<boolean>
  show(prompt: LoginPrompt): void
}
