import type { EmulatorOptions } from '../../src/emulator-options.js'
import { type Emulator, startEmulator } from '../../src/start-emulator.js'
import { TEST_SCHEMA } from './test-schema.js'

export const VERSION = '/services/data/v67.0'

export interface Answer {
  readonly status: number
  // Tests look into answers freely; a wrong shape makes them fail.
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly body: any
  readonly headers: Headers
}

/** A running org, and short ways to ask it. */
export interface TestOrg {
  readonly emulator: Emulator
  request(path: string, init?: RequestInit): Promise<Answer>
  query(soql: string, init?: RequestInit): Promise<Answer>
  queryAll(soql: string): Promise<Answer>
  /** Records of a query that must succeed, all pages. */
  records(soql: string): Promise<readonly Record<string, unknown>[]>
  /** The values of one field, in the order of the answer. */
  values(soql: string, field: string): Promise<readonly unknown[]>
  close(): Promise<void>
}

export async function startTestOrg(options: EmulatorOptions = {}): Promise<TestOrg> {
  const emulator = await startEmulator({ schema: TEST_SCHEMA, asOf: '2025-06-18', ...options })
  const request = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = {
      Authorization: `Bearer ${emulator.credentials.accessToken}`,
      ...(init.headers as object),
    }
    const response = await fetch(`${emulator.url}${path}`, { ...init, headers })
    const text = await response.text()
    const isJson = text !== '' && (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers }
  }
  const query = (soql: string, init?: RequestInit) =>
    request(`${VERSION}/query?q=${encodeURIComponent(soql)}`, init)
  const records = async (soql: string) => {
    let answer = await query(soql)
    const all: Record<string, unknown>[] = []
    for (;;) {
      if (answer.status !== 200) throw new Error(`${soql}: ${JSON.stringify(answer.body)}`)
      all.push(...answer.body.records)
      if (answer.body.done) return all
      answer = await request(answer.body.nextRecordsUrl)
    }
  }
  return {
    emulator,
    request,
    query,
    records,
    queryAll: (soql) => request(`${VERSION}/queryAll?q=${encodeURIComponent(soql)}`),
    values: async (soql, field) => (await records(soql)).map((record) => record[field] ?? null),
    close: () => emulator.close(),
  }
}
