import { AMY } from './auth-org.js'

export interface Visit {
  /** The page at the end. */
  readonly status: number
  readonly text: string
  /** The last address. */
  readonly url: string
}

/** Logs in and decides as a browser would, with plain requests: the login page, the consent page, and back to the app. */
export async function visitLogin(
  url: string,
  decision: 'allow' | 'deny' = 'allow',
  { username, password }: { readonly username: string; readonly password: string } = AMY,
): Promise<Visit> {
  const login = await get(url)
  const consent = await submit(login, { un: username, pw: password })
  return await submit(consent, { decision })
}

async function get(url: string): Promise<Visit> {
  const response = await fetch(url)
  return { status: response.status, text: await response.text(), url: response.url }
}

/** Sends the form of a page with these fields, and follows where it leads. */
async function submit(page: Visit, fields: Readonly<Record<string, string>>): Promise<Visit> {
  const action = /<form method="post" action="([^"]*)"/.exec(page.text)?.[1] ?? ''
  const body = new URLSearchParams({ ...hiddenFields(page.text), ...fields })
  const response = await fetch(new URL(action, page.url), { method: 'POST', body, redirect: 'manual' })
  const target = response.headers.get('location')
  if (target !== null) return await get(target)
  return { status: response.status, text: await response.text(), url: response.url }
}

function hiddenFields(text: string): Readonly<Record<string, string>> {
  const fields = [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, decode(value)]))
}

function decode(text: string): string {
  return text
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

/** Goes as far as the address that the org sends the browser to, which nobody listens at. */
export async function addressAfterLogin(url: string): Promise<string> {
  const login = await get(url)
  const consent = await submit(login, { un: AMY.username, pw: AMY.password })
  const action = new URL('/services/oauth2/authorize', url)
  const body = new URLSearchParams({ ...hiddenFields(consent.text), decision: 'allow' })
  const response = await fetch(action, { method: 'POST', body, redirect: 'manual' })
  return response.headers.get('location') ?? ''
}
