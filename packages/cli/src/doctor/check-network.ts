import { request as requestPlain } from 'node:http'
import { request } from 'node:https'
import { bad, type Finding, good } from './check.js'

const PATIENCE_MILLISECONDS = 10_000

export interface Reached {
  readonly finding: Finding
  /** The `Date` header of the answer. */
  readonly date: string | undefined
}

/** Whether the host answers at all: whatever it says, names, routes and certificates are right. */
export async function checkNetwork(origin: string): Promise<Reached> {
  const started = performance.now()
  return await new Promise((resolve) => {
    const send = origin.startsWith('https:') ? request : requestPlain
    const asked = send(origin, { method: 'HEAD', timeout: PATIENCE_MILLISECONDS }, (answer) => {
      answer.resume()
      const finding = good(`${origin} answers in ${Math.round(performance.now() - started)} ms`)
      resolve({ finding, date: answer.headers.date })
    })
    asked.on('timeout', () => asked.destroy(new Error('it does not answer within 10 s')))
    asked.on('error', (error) => {
      const advice =
        'check the address, the proxy (ProxyServer, HTTPS_PROXY) and the certificate (SSLServerCert)'
      resolve({ finding: bad(`${origin} cannot be reached: ${error.message}`, advice), date: undefined })
    })
    asked.end()
  })
}
