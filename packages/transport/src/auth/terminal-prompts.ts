import type { LoginPrompt, LoginPrompts } from './login-prompts.js'

/** A person at a terminal: what to do stands on stderr, because stdout belongs to the data. */
export const TERMINAL_PROMPTS: LoginPrompts = {
  // Loaded only for a login that needs it.
  openBrowser: async (url) => (await import('./open-browser.js')).openBrowser(url),
  show: (prompt) => process.stderr.write(`${wordsOf(prompt)}\n`),
}

export function wordsOf(prompt: LoginPrompt): string {
  switch (prompt.kind) {
    case 'browser':
      return `Waiting for the login in the browser. If none has opened, open this address:\n${prompt.url}`
    case 'device':
      return `To log in, open ${prompt.url} on any machine and type the code ${prompt.code}`
  }
}
