import type { Emulator } from '../../src/start-emulator.js'

export interface TokenAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, string>>
}

/** Posts a form to the token endpoint, as the app of the org. */
export async function askForToken(
  { url, credentials }: Emulator,
  form: Readonly<Record<string, string>>,
  app: Readonly<Record<string, string>> = { client_id: credentials.clientId },
): Promise<TokenAnswer> {
  const body = new URLSearchParams({ ...app, ...form })
  const response = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body })
  return { status: response.status, body: (await response.json()) as TokenAnswer['body'] }
}

/** The status of a query with this session. */
export async function useSession({ url }: Emulator, token: string | undefined): Promise<number> {
  const response = await fetch(`${url}/services/data/v67.0/limits`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  await response.text()
  return response.status
}

const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** Calls the partner SOAP API; the answer is its text. */
export async function callSoap(
  { url }: Emulator,
  call: string,
  { session = '', version = '64.0' }: { readonly session?: string; readonly version?: string } = {},
): Promise<{ readonly status: number; readonly xml: string }> {
  const header =
    session === ''
      ? ''
      : `<env:Header><urn:SessionHeader><urn:sessionId>${session}</urn:sessionId></urn:SessionHeader></env:Header>`
  const body = `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:partner.soap.sforce.com">${header}<env:Body>${call}</env:Body></env:Envelope>`
  const headers = { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""' }
  const response = await fetch(`${url}/services/Soap/u/${version}`, { method: 'POST', headers, body })
  return { status: response.status, xml: await response.text() }
}

export function loginCall(username: string, password: string): string {
  return `<urn:login><urn:username>${escapeXml(username)}</urn:username><urn:password>${escapeXml(password)}</urn:password></urn:login>`
}

/** The text of the first element of this name. */
export function xmlText(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(xml)?.[1]
}

/** The input fields of the form on a page, hidden ones with their values. */
export function formFields(page: string): Readonly<Record<string, string>> {
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  const decode = (text: string) =>
    text
      .replace(/&#39;/g, "'")
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&')
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, decode(value)]))
}
