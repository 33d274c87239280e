import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { connectSalesforce, type SalesforceClient, type SalesforceOptions } from '../src/index.js'

/** What came over the wire. */
export interface Received {
  readonly method: string
  /** As it came, nothing decoded. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** The bearer token. */
  readonly token: string | undefined
}

/** How the fake answers. An object or array body goes out as JSON. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly contentType?: string
  readonly gzip?: boolean
  readonly delayMs?: number
  /** Breaks off the connection without an answer. */
  readonly reset?: boolean
  /** Breaks off after this share of the body. */
  readonly truncate?: number
  /** Never answers. */
  readonly hang?: boolean
}

export type Respond = (request: Received, number: number) => Reply

export interface FakeOrg {
  readonly url: string
  readonly host: string
  readonly received: Received[]
  /** Connections that were closed by the client in the middle of an answer. */
  readonly abandoned: () => number
  readonly close: () => Promise<void>
}

/** A scripted server on this machine: it shows what our client sends, and answers as it is told. */
export async function startFakeOrg(respond: Respond): Promise<FakeOrg> {
  const received: Received[] = []
  let abandoned = 0
  const server = createServer(async (request, response) => {
    const one = await receive(request)
    received.push(one)
    response.once('close', () => {
      if (!response.writableFinished) abandoned++
    })
    await send(respond(one, received.length), response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const host = `127.0.0.1:${port}`
  return { url: `http://${host}`, host, received, abandoned: () => abandoned, close }
}

async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method = '', url = '', headers } = request
  const token = headers.authorization?.replace(/^Bearer /, '')
  return { method, url, headers, body: Buffer.concat(chunks).toString('utf8'), token }
}

async function send(reply: Reply, response: ServerResponse): Promise<void> {
  if (reply.hang === true) return
  if (reply.delayMs !== undefined) await delay(reply.delayMs, undefined, { ref: false })
  if (reply.reset === true) {
    response.socket?.resetAndDestroy()
    return
  }
  const { status = 200, body, headers = {}, contentType = contentTypeOf(body) } = reply
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  const bytes = reply.gzip === true ? gzipSync(text) : Buffer.from(text)
  const encoding = reply.gzip === true ? { 'Content-Encoding': 'gzip' } : {}
  const type = contentType === undefined ? {} : { 'Content-Type': contentType }
  response.writeHead(status, { 'Content-Length': String(bytes.length), ...type, ...encoding, ...headers })
  if (reply.truncate === undefined) {
    response.end(status === 304 ? undefined : bytes)
    return
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length * reply.truncate)))
  setTimeout(() => response.socket?.destroy(), 20)
}

function contentTypeOf(body: unknown): string | undefined {
  if (body === undefined) return undefined
  if (typeof body !== 'string') return 'application/json;charset=UTF-8'
  return body.startsWith('<') ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8'
}

/** Waits of a millisecond, so that the tests are quick; everything else is as in real use. */
export const QUICK_RETRY = { firstWaitMilliseconds: 1, slowFirstWaitMilliseconds: 2 } as const

export const TOKEN = '00D000000000001!AQtoken.of.the.tests'

export function connectTo(org: FakeOrg, options: Partial<SalesforceOptions> = {}): Promise<SalesforceClient> {
  return connectSalesforce({
    auth: { scheme: 'Token', accessToken: TOKEN, instanceUrl: org.url },
    apiVersion: '67.0',
    retry: QUICK_RETRY,
    ...options,
  })
}

/** Starts a fake and a client with a token, and closes both afterwards. */
export async function withOrg<T>(
  respond: Respond,
  work: (client: SalesforceClient, org: FakeOrg) => Promise<T>,
  options: Partial<SalesforceOptions> = {},
): Promise<T> {
  const org = await startFakeOrg(respond)
  const client = await connectTo(org, options)
  try {
    return await work(client, org)
  } finally {
    client.close()
    await org.close()
  }
}

/** One page of `from..to` out of `total` rows. */
export function pageOf(total: number, from: number, to: number, locator = '01g0000000LOCATOR'): object {
  const records = Array.from({ length: to - from }, (_, index) => ({
    attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${from + index}` },
    Id: `001${String(from + index).padStart(15, '0')}`,
    Name: `Acme ${from + index}`,
  }))
  const more = to < total ? { nextRecordsUrl: `/services/data/v67.0/query/${locator}-${to}` } : {}
  return { totalSize: total, done: to >= total, ...more, records }
}

/** Answers a query of `total` rows page by page, as the org does. */
export function pagedOrg(total: number, pageSize = 2_000): Respond {
  return (request) => {
    const offset = Number(/-(\d+)$/.exec(request.url)?.[1] ?? 0)
    return { body: pageOf(total, offset, Math.min(total, offset + pageSize)) }
  }
}

export async function namesOf(
  client: SalesforceClient,
  soql = 'SELECT Id, Name FROM Account',
): Promise<string[]> {
  const names: string[] = []
  for await (const page of client.query(soql))
    names.push(...page.records.map((record) => String(record.Name)))
  return names
}

export function expectedNames(total: number): string[] {
  return Array.from({ length: total }, (_, index) => `Acme ${index}`)
}
