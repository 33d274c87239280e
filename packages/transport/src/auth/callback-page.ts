import { escapeXml } from '../xml-text.js'

/** What the browser shows at the end of a login. */
export interface CallbackPage {
  readonly status: number
  readonly title: string
  readonly words: string
}

export const LOGGED_IN: CallbackPage = {
  status: 200,
  title: 'You are logged in',
  words: 'CertSQL is connected to your org. You can close this window and go back to where you came from.',
}

export function failedLogin(words: string): CallbackPage {
  return { status: 400, title: 'The login has not worked', words }
}

export const UNKNOWN_LOGIN: CallbackPage = failedLogin(
  'This address belongs to another login, or to none. The one that CertSQL waits for is still open.',
)

export const NOT_FOUND: CallbackPage = {
  status: 404,
  title: 'Nothing is here',
  words: 'CertSQL waits for a login at another address.',
}

/** Nothing comes from elsewhere, nothing is kept, and the code in the address goes nowhere. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=UTF-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'close',
}

export function printPage({ title, words }: CallbackPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)} - CertSQL</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 90vh; margin: 0 }
main { max-width: 26rem; padding: 2rem }
h1 { font-size: 1.4rem; margin: 0 0 .5rem }
</style>
</head>
<body><main><h1>${escapeXml(title)}</h1><p>${escapeXml(words)}</p></main></body>
</html>
`
}
