import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { networkFailure } from '../src/faults/network-failure.js'
import { NETWORK_FAULTS } from '../src/faults/network-faults.js'
import { ORG_FAULTS } from '../src/faults/org-faults.js'
import { STATUS_FAULTS } from '../src/faults/status-faults.js'
import { NetworkFault } from '../src/http/network-fault.js'
import { connectSalesforce } from '../src/index.js'
import { failureOf } from './failure-of.js'
import { namesOf, pageOf, QUICK_RETRY, type Reply, startFakeOrg, TOKEN, withOrg } from './fake-org.js'

/** The same reply for ever; the error and the number of requests it took. */
async function meet(
  reply: Reply,
): Promise<{ readonly error: Awaited<ReturnType<typeof failureOf>>; readonly sent: number }> {
  return await withOrg(
    () => reply,
    async (client, org) => {
      const error = await failureOf(namesOf(client))
      return { error, sent: org.received.length }
    },
  )
}

const refusal = (status: number, errorCode: string, message = 'Worte des Hauses'): Reply => ({
  status,
  body: [{ errorCode, message }],
})

describe('what the org refuses: code, attempts', () => {
  test.each([
    [400, 'MALFORMED_QUERY', 'CERT-6001', 1],
    [400, 'INVALID_FIELD', 'CERT-6001', 1],
    [400, 'INVALID_TYPE', 'CERT-6001', 1],
    [400, 'SOMETHING_NEW', 'CERT-6001', 1],
    [400, 'QUERY_TOO_COMPLICATED', 'CERT-7005', 1],
    [400, 'EXCEEDED_ID_LIMIT', 'CERT-7002', 1],
    [400, 'QUERY_TIMEOUT', 'CERT-7004', 2],
    [400, 'UNABLE_TO_LOCK_ROW', 'CERT-6001', 5],
    [401, 'INVALID_SESSION_ID', 'CERT-5002', 1],
    [401, 'INVALID_AUTH_HEADER', 'CERT-5002', 1],
    [403, 'API_DISABLED_FOR_ORG', 'CERT-5003', 1],
    [403, 'API_CURRENTLY_DISABLED', 'CERT-5003', 1],
    [403, 'FUNCTIONALITY_NOT_ENABLED', 'CERT-6003', 1],
    [403, 'INSUFFICIENT_ACCESS', 'CERT-6003', 1],
    [403, 'REQUEST_LIMIT_EXCEEDED', 'CERT-7001', 3],
    [403, 'INVALID_OPERATION_WITH_EXPIRED_PASSWORD', 'CERT-5003', 1],
    [404, 'NOT_FOUND', 'CERT-6001', 1],
    [410, 'GONE', 'CERT-6001', 1],
    [500, 'UNKNOWN_EXCEPTION', 'CERT-6001', 3],
    [500, 'APEX_ERROR', 'CERT-6001', 1],
    [500, 'SOMETHING_NEW', 'CERT-8503', 5],
    [503, 'SERVER_UNAVAILABLE', 'CERT-8503', 5],
  ])('%i %s is %s after %i', async (status, errorCode, code, attempts) => {
    const { error, sent } = await meet(refusal(status, errorCode))
    expect(error.code).toBe(code)
    expect(sent).toBe(attempts)
    expect(error.org).toEqual({ code: errorCode, message: 'Worte des Hauses', httpStatus: status })
    expect(error.message).not.toMatch(/[{}]/)
  })
})

describe('bare statuses: code, attempts', () => {
  test.each([
    [401, 'CERT-5002', 1],
    [403, 'CERT-6003', 1],
    [404, 'CERT-6001', 1],
    [406, 'CERT-8503', 5],
    [410, 'CERT-6001', 1],
    [414, 'CERT-7005', 1],
    [418, 'CERT-6002', 1],
    [420, 'CERT-8503', 2],
    [429, 'CERT-7001', 5],
    [431, 'CERT-7005', 1],
    [500, 'CERT-8503', 5],
    [502, 'CERT-8503', 5],
    [503, 'CERT-8503', 5],
    [504, 'CERT-8503', 5],
  ])('%i is %s after %i', async (status, code, attempts) => {
    const { error, sent } = await meet({ status })
    expect({ code: error.code, sent }).toEqual({ code, sent: attempts })
    expect(error.message).not.toMatch(/[{}]/)
    expect(error.hint).toBeDefined()
  })
})

test('the limit of the day is final, as the usage header tells; that of long requests is retried', async () => {
  const reply = (usage: string): Reply => ({
    ...refusal(403, 'REQUEST_LIMIT_EXCEEDED'),
    headers: { 'Sforce-Limit-Info': `api-usage=${usage}` },
  })
  const daily = await meet(reply('100000/100000'))
  expect(daily.sent).toBe(1)
  expect(daily.error.message).toBe('The API calls of this org are used up.')
  const concurrent = await meet(reply('5/100000'))
  expect(concurrent.sent).toBe(3)
  expect(concurrent.error.code).toBe('CERT-7001')
})

test('messages are never matched: a translated one changes nothing', async () => {
  const { error, sent } = await meet(
    refusal(400, 'FOO', 'Session expired or invalid. TotalRequests Limit exceeded.'),
  )
  expect([error.code, sent]).toEqual(['CERT-6001', 1])
})

test('an old resource answers with one object instead of an array', async () => {
  const { error } = await meet({ status: 400, body: { errorCode: 'INVALID_FIELD', message: 'no' } })
  expect(error.org?.code).toBe('INVALID_FIELD')
})

describe('recovers from', () => {
  const faults: readonly (readonly [string, Reply])[] = [
    ['a reset', { reset: true }],
    ['a body cut off', { body: pageOf(1, 0, 1), truncate: 0.5 }],
    ['a zipped body cut off', { body: pageOf(1, 0, 1), truncate: 0.5, gzip: true }],
    ['JSON that ends too early', { body: '{"totalSize":1,"done":true,"rec' }],
    ['a 503', { status: 503 }],
    ['a 503 with a page', { status: 503, body: '<html><title>Down for maintenance</title></html>' }],
    ['a 406 of the edge', { status: 406 }],
    ['a server error', refusal(500, 'UNKNOWN_EXCEPTION')],
  ]
  test.each(faults)('%s', async (_, fault) => {
    await withOrg(
      (_request, number) => (number % 3 === 0 ? { body: pageOf(1, 0, 1) } : fault),
      async (client, org) => {
        expect(await namesOf(client)).toEqual(['Acme 0'])
        expect(org.received).toHaveLength(3)
      },
    )
  })
})

test('honours Retry-After', async () => {
  const times: number[] = []
  await withOrg(
    (_, number) => {
      times.push(performance.now())
      return number === 1 ? { status: 503, headers: { 'Retry-After': '1' } } : { body: pageOf(1, 0, 1) }
    },
    async (client) => {
      expect(await namesOf(client)).toEqual(['Acme 0'])
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990)
    },
  )
})

test('gives up at once when Retry-After lies beyond the total time', async () => {
  await withOrg(
    () => ({ status: 503, headers: { 'Retry-After': '3600' } }),
    async (client, org) => {
      expect((await failureOf(namesOf(client))).code).toBe('CERT-8503')
      expect(org.received).toHaveLength(1)
    },
  )
})

test('a signal ends the wait between attempts', async () => {
  await withOrg(
    () => ({ status: 503, headers: { 'Retry-After': '60' } }),
    async (client) => {
      const started = performance.now()
      const error = await failureOf(client.limits({ signal: AbortSignal.timeout(100) }))
      expect(error.code).toBe('CERT-7006')
      expect(performance.now() - started).toBeLessThan(5_000)
    },
  )
})

describe('something else than the API answers', () => {
  test.each([
    [
      'a login page',
      { body: '<html><head><title>Login | Salesforce</title></head></html>' },
      'login page',
      1,
    ],
    ['a proxy', { status: 403, body: '<html><title>Blocked by proxy</title></html>' }, 'proxy', 1],
    [
      'maintenance',
      { status: 503, body: '<html><title>Down for maintenance</title></html>' },
      'maintenance',
      5,
    ],
    ['a page without a title', { body: '<!DOCTYPE html><p>Hello   <b>you</b></p>' }, 'in a browser', 1],
  ] as const)('%s', async (_, reply, hint, attempts) => {
    const { error, sent } = await meet(reply)
    expect(error.code).toBe('CERT-6002')
    expect(error.message).toMatch(
      /^127\.0\.0\.1:\d+ answered with a web page \("[^"]+", HTTP \d{3}, text\/html\) instead of JSON\.$/,
    )
    expect(error.hint).toContain(hint)
    expect(sent).toBe(attempts)
  })

  test.each([414, 431])('the page of a %i is believed', async (status) => {
    const { error } = await meet({ status, body: `<html><title>Error ${status}</title></html>` })
    expect(error.code).toBe('CERT-7005')
  })

  test('JSON that stays broken', async () => {
    const { error, sent } = await meet({ body: '{"totalSize":1,' })
    expect([error.code, sent]).toEqual(['CERT-6002', 3])
    expect(error.message).toContain('15 characters of broken JSON')
  })

  test('a redirect is not followed: our token goes to no other host', async () => {
    await withOrg(
      () => ({ status: 302, headers: { Location: 'https://login.example.com/?x=1' } }),
      async (client, org) => {
        const error = await failureOf(namesOf(client))
        expect(error.code).toBe('CERT-6002')
        expect(error.message).toContain('login.example.com')
        expect(org.received).toHaveLength(1)
      },
    )
  })
})

describe('the network', () => {
  const connect = (instanceUrl: string, timeouts = {}) =>
    connectSalesforce({
      auth: { scheme: 'Token', accessToken: TOKEN, instanceUrl },
      retry: QUICK_RETRY,
      timeouts,
    })

  test('an unknown host', async () => {
    const error = await failureOf(connect('https://acme-no-such-org.invalid'))
    expect(error.code).toBe('CERT-8501')
    expect(error.message).toBe('The host acme-no-such-org.invalid is not known.')
    expect(error.hint).toContain('spelling')
  })

  test('a closed port', async () => {
    const org = await startFakeOrg(() => ({}))
    await org.close()
    const error = await failureOf(connect(org.url))
    expect(error).toMatchObject({ code: 'CERT-8501', message: `${org.host} refuses the connection.` })
  })

  test('a host that speaks no TLS', async () => {
    const org = await startFakeOrg(() => ({}))
    const error = await failureOf(connect(org.url.replace('http:', 'https:')))
    await org.close()
    expect(error).toMatchObject({
      code: 'CERT-8501',
      message: `${org.host} does not speak TLS as it should.`,
    })
  })

  test('a host that never finishes the TLS handshake', async () => {
    const server = createServer(() => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const error = await failureOf(connect(`https://127.0.0.1:${port}`, { connectMilliseconds: 100 }))
    server.close()
    expect(error).toMatchObject({
      code: 'CERT-8501',
      message: `127.0.0.1:${port} did not take the connection in time.`,
    })
  })

  test('silence is broken off and tried again', async () => {
    await withOrg(
      (_, number) => (number === 1 ? { hang: true } : { body: pageOf(1, 0, 1) }),
      async (client, org) => {
        expect(await namesOf(client)).toEqual(['Acme 0'])
        expect(org.received).toHaveLength(2)
      },
      { timeouts: { idleMilliseconds: 100 } },
    )
  })

  test('silence counts from the last byte, the total from the first', async () => {
    const slow = await startSlowServer(10, 40)
    const options = {
      auth: { scheme: 'Token', accessToken: TOKEN, instanceUrl: slow.url },
      retry: QUICK_RETRY,
    } as const
    const patient = await connectSalesforce({ ...options, timeouts: { idleMilliseconds: 200 } })
    expect(patient.apiVersion).toBe('67.0')
    patient.close()
    const error = await failureOf(connectSalesforce({ ...options, timeouts: { totalMilliseconds: 150 } }))
    expect(error).toMatchObject({ code: 'CERT-7004', message: `The request to ${slow.host} took too long.` })
    await slow.close()
  })

  test('every listed fault has a sentence without gaps', () => {
    for (const code of [...Object.keys(NETWORK_FAULTS), 'NEWLY_INVENTED']) {
      const error = networkFailure(
        new NetworkFault(code, 'its words'),
        'acme.my.salesforce.com',
      ).toCertSqlError()
      expect(error.message).toMatch(/^[^{}]*acme\.my\.salesforce\.com[^{}]*\.$/)
    }
  })
})

test('every rule of the tables is one sentence, with a hint unless it is a plain refusal', () => {
  for (const rule of [...Object.values(ORG_FAULTS), ...Object.values(STATUS_FAULTS)]) {
    expect(rule.message).toMatch(/^[A-Z{][^.]*\.$/)
    expect(rule.hint).toMatch(/^\S.*[^.]$/)
  }
})

/** The list of versions, a byte at a time: `pieces` × `every` milliseconds. */
async function startSlowServer(pieces: number, every: number) {
  const body = JSON.stringify([{ version: '67.0', label: 'x' }])
  const sockets = new Set<import('node:net').Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
      )
      const step = Math.ceil(body.length / pieces)
      for (let i = 0; i < pieces; i++) {
        setTimeout(() => socket.write(body.slice(i * step, (i + 1) * step)), (i + 1) * every)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://${host}`, host, close }
}
