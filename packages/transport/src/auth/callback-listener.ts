import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CertSqlError } from '@certsql/core'
import { waitFor } from '../http/abort.js'
import { isLoopback } from '../http/host-names.js'
import { type CallbackPage, NOT_FOUND, PAGE_HEADERS, printPage, UNKNOWN_LOGIN } from './callback-page.js'

/** A browser that has come back. It waits for its page until the code is redeemed. */
export interface Callback {
  readonly parameters: URLSearchParams
  answer(page: CallbackPage): Promise<void>
}

/** Where a browser comes back to: a server on 127.0.0.1 for one login. */
export interface CallbackListener {
  /** The callback address as the org has to be told it. */
  readonly redirectUri: string
  /** The first browser that brings the state of this login. */
  arrival(signal: AbortSignal): Promise<Callback>
  close(): Promise<void>
}

export async function listenForCallback(callbackUrl: string, state: string): Promise<CallbackListener> {
  const wanted = parseCallbackUrl(callbackUrl)
  let arrive: (callback: Callback) => void = () => {}
  const arrived = new Promise<Callback>((resolve) => {
    arrive = resolve
  })
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const answer = (page: CallbackPage) => send(response, page)
    if (request.method !== 'GET' || pathname !== wanted.pathname) void answer(NOT_FOUND)
    // Somebody else may know the port, but not the state.
    else if (searchParams.get('state') !== state) void answer(UNKNOWN_LOGIN)
    else arrive({ parameters: searchParams, answer })
  })
  const port = await listen(server, wanted)
  return {
    // Port 0 means any, which is for tests: orgs know exact addresses only.
    redirectUri: wanted.port === '0' ? callbackUrl.replace(/:0(?=[/?]|$)/, `:${port}`) : callbackUrl,
    arrival: (signal) => waitFor(arrived, signal),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

function parseCallbackUrl(callbackUrl: string): URL {
  const url = URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined
  if (url?.protocol === 'http:' && isLoopback(url.hostname)) return url
  throw new CertSqlError({
    code: 'CERT-8601',
    message: `CallbackURL "${callbackUrl}" is no address of this machine, so the browser cannot come back here.`,
    hint: 'use http://localhost:<port> as the app lists it, or log in elsewhere and give OAuthVerifier',
  })
}

async function listen(server: Server, { port }: URL): Promise<number> {
  const wanted = port === '' ? 80 : Number(port)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(portInUse(wanted, cause)))
    server.listen(wanted, '127.0.0.1', () => resolve())
  })
  return (server.address() as AddressInfo).port
}

function portInUse(port: number, cause: Error): CertSqlError {
  return new CertSqlError({
    code: 'CERT-5004',
    message: `Port ${port} of this machine, where the browser should come back to, cannot be used.`,
    hint: 'wait for the other login to end, or set CallbackURL to another address that the app lists',
    cause,
  })
}

function send(response: ServerResponse, page: CallbackPage): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', () => resolve())
    response.writeHead(page.status, PAGE_HEADERS).end(printPage(page))
  })
}
