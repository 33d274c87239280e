import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect as connectSocket, type Socket } from 'node:net'
import { certify, type Keys, newKeys } from './keys.js'

export const HOST = 'acme.my.example.test'

const authorityKeys = newKeys()
const authority = { keys: authorityKeys, certificate: certify(authorityKeys, ['Test Authority']) }

/** The certificate of who has signed those of the servers here. */
export const AUTHORITY = authority.certificate

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

export interface SecureOrg extends Listening {
  readonly certificate: string
  readonly requests: string[]
}

async function listening(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { port, close }
}

function identity(): { readonly keys: Keys; readonly certificate: string } {
  const keys = newKeys()
  return { keys, certificate: certify(keys, [HOST, 'localhost', 'proxy.example.test'], authority) }
}

/** An org behind TLS that has no records, under a certificate of the test authority. */
export async function startSecureOrg(): Promise<SecureOrg> {
  const { keys, certificate } = identity()
  const requests: string[] = []
  const server = createSecureServer({ key: keys.privatePem, cert: certificate }, (request, response) => {
    requests.push(request.url ?? '')
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ totalSize: 0, done: true, records: [] }))
  })
  return { ...(await listening(server)), certificate, requests }
}

export interface TestProxy extends Listening {
  /** What was asked for, and with which credentials. */
  readonly connects: { readonly target: string; readonly authorization: string | undefined }[]
  /** Everything that has come after that, as it came. */
  readonly seen: () => string
}

export interface ProxyBehaviour {
  /** 200 lets through. */
  readonly status?: number
  readonly authorization?: string
  readonly silent?: boolean
  /** Takes connections with TLS. */
  readonly secure?: boolean
}

/** An HTTP proxy; wherever somebody wants to go, they come to this port of this machine. */
export async function startProxy(target: Listening, behaviour: ProxyBehaviour = {}): Promise<TestProxy> {
  const connects: TestProxy['connects'] = []
  const chunks: Buffer[] = []
  const { keys, certificate } = identity()
  const server =
    behaviour.secure === true
      ? createSecureServer({ key: keys.privatePem, cert: certificate })
      : createServer()
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const authorization = request.headers['proxy-authorization']
    connects.push({ target: request.url ?? '', authorization })
    client.on('error', () => client.destroy())
    if (behaviour.silent === true) return
    const isKnown = behaviour.authorization === undefined || behaviour.authorization === authorization
    const status = isKnown ? (behaviour.status ?? 200) : 407
    client.write(`HTTP/1.1 ${status} Whatever\r\n\r\n`)
    if (status !== 200) return void client.end()
    const onward = connectSocket(target.port, '127.0.0.1')
    onward.on('error', () => client.destroy())
    client.on('data', (chunk: Buffer) => chunks.push(chunk))
    client.pipe(onward).pipe(client)
  })
  const seen = () => Buffer.concat(chunks).toString('latin1')
  return { ...(await listening(server)), connects, seen }
}
