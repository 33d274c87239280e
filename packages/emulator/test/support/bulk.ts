import { setTimeout as delay } from 'node:timers/promises'
import { type Answer, type TestOrg, VERSION } from './ask.js'

const JSON_HEADERS = { 'Content-Type': 'application/json' }
const PATIENCE = 500

/** Short ways to work with jobs of an org. */
export function bulkOf(org: TestOrg, version = VERSION) {
  const send = (method: string, path: string, body?: unknown) =>
    org.request(`${version}/jobs/${path}`, {
      method,
      headers: JSON_HEADERS,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const finished = async (kind: 'query' | 'ingest', id: string): Promise<Answer> => {
    for (let tries = 0; tries < PATIENCE; tries++) {
      const answer = await send('GET', `${kind}/${id}`)
      if (['JobComplete', 'Failed', 'Aborted'].includes(answer.body.state)) return answer
      await delay(2)
    }
    throw new Error(`job ${id} does not end`)
  }
  return {
    send,
    finished,
    createQuery: (query: string, more: object = {}) =>
      send('POST', 'query', { operation: 'query', query, ...more }),
    /** Makes a query job and waits for its end; gives what polling tells. */
    async runQuery(query: string, more: object = {}): Promise<Answer> {
      const created = await send('POST', 'query', { operation: 'query', query, ...more })
      if (created.status !== 200) throw new Error(JSON.stringify(created.body))
      return finished('query', created.body.id)
    },
    /** The whole result of a query as text. */
    async csv(query: string, more: object = {}): Promise<string> {
      const { body } = await this.runQuery(query, more)
      if (body.state !== 'JobComplete') throw new Error(JSON.stringify(body))
      return (await send('GET', `query/${body.id}/results`)).body
    },
  }
}

export type Bulk = ReturnType<typeof bulkOf>
