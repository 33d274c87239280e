import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { childTexts, descendant, parseXml } from '../../src/soap/soap-xml.js'

export interface IdentityProvider {
  /** Its endpoint for user name and password. */
  readonly url: string
  /** What it was asked, in order. */
  readonly asked: { readonly user: string; readonly audience: string; readonly contentType: string }[]
  close(): Promise<void>
}

export interface IdentityProviderOptions {
  readonly user: string
  readonly password: string
  /** What it gives; a function is called for each request. */
  readonly assertion: string | (() => string)
  /** Answers in place of an assertion. */
  readonly answer?: { readonly status: number; readonly contentType: string; readonly body: string }
}

const TRUST = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'

/** An identity provider on this machine that speaks WS-Trust 1.3, as ADFS and PingFederate do. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const asked: IdentityProvider['asked'] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const root = await parseXml(Buffer.concat(chunks).toString('utf8'))
    const token = root && descendant(root, 'UsernameToken')
    const { Username = '', Password = '' } = token === undefined ? {} : childTexts(token)
    const audience = (root && descendant(root, 'Address'))?.textContent ?? ''
    asked.push({ user: Username, audience, contentType: request.headers['content-type'] ?? '' })
    const isKnown = Username === options.user && Password === options.password
    const { assertion } = options
    const { status, contentType, body } =
      options.answer ??
      (isKnown
        ? soap(200, collection(typeof assertion === 'string' ? assertion : assertion()))
        : soap(
            500,
            fault('wsse:FailedAuthentication', 'ID3242: The security token could not be authenticated.'),
          ))
    response.writeHead(status, { 'Content-Type': contentType }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/adfs/services/trust/13/usernamemixed`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function soap(status: number, content: string) {
  const body = [
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" ',
    // Here, and not on the assertion, as some identity providers have it.
    'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><s:Body>',
    `${content}</s:Body></s:Envelope>`,
  ].join('')
  return { status, contentType: 'application/soap+xml; charset=utf-8', body }
}

export function fault(code: string, text: string): string {
  return `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:wsse="urn:x">${code}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">${text}</s:Text></s:Reason></s:Fault>`
}

function collection(assertion: string): string {
  const bare = assertion.replace(' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"', '')
  return `<t:RequestSecurityTokenResponseCollection xmlns:t="${TRUST}"><t:RequestSecurityTokenResponse><t:RequestedSecurityToken>${bare}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse></t:RequestSecurityTokenResponseCollection>`
}
