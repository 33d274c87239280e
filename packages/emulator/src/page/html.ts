import type { RestResponse } from '../server/rest-message.js'

/** Text that is safe to send to a browser; made by `html` only. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[]

/**
 * A template whose values are escaped, unless they are Html themselves.
 *
 * ```ts
 * html`<b>${'Smith & <Co>'}</b>`.text  // '<b>Smith &amp; &lt;Co&gt;</b>'
 * ```
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = texts.map((before, index) => before + written(parts[index] ?? '')).join('')
  return new Html(text)
}

function written(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return part.map(({ text }) => text).join('')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

/** Nothing comes from elsewhere, nothing is kept, nobody puts the page into a frame. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

export function htmlResponse(page: Html, status = 200): RestResponse {
  return { status, contentType: 'text/html; charset=UTF-8', body: page.text, headers: HEADERS, apiCalls: 0 }
}
