import { CertSqlError, type ErrorCode } from '@certsql/core'
import { Circuit } from '../src/faults/circuit.js'
import { failureOf } from './failure-of.js'
import { type Reply, withOrg } from './fake-org.js'

const failure = (code: ErrorCode) => new CertSqlError({ code, message: 'It failed.' })

function circuit() {
  const clock = { now: 0 }
  return { clock, circuit: new Circuit({ failures: 3, pauseMilliseconds: 1000 }, () => clock.now) }
}

test('three requests that give up in a row stop those behind them, for a while', () => {
  const { clock, circuit: one } = circuit()
  for (let count = 0; count < 3; count++) {
    expect(() => one.check()).not.toThrow()
    one.fail(failure('CERT-8503'))
  }
  expect(() => one.check()).toThrow('The last 3 requests to the org gave up, so none is sent for 1 s.')
  clock.now = 1000
  expect(() => one.check()).not.toThrow()
  // Only one may try.
  expect(() => one.check()).toThrow(CertSqlError)
  one.succeed()
  expect(() => one.check()).not.toThrow()
})

test('an answer in between, even a refusal, counts as life', () => {
  const { circuit: one } = circuit()
  for (const code of ['CERT-8503', 'CERT-8502', 'CERT-6001', 'CERT-8501', 'CERT-8503'] as const) {
    one.fail(failure(code))
  }
  expect(() => one.check()).not.toThrow()
  one.fail(failure('CERT-8503'))
  expect(() => one.check()).toThrow(CertSqlError)
})

test('what was cancelled says nothing', () => {
  const { circuit: one } = circuit()
  for (const code of ['CERT-8503', 'CERT-8503', 'CERT-7006'] as const) one.fail(failure(code))
  expect(() => one.check()).not.toThrow()
  one.fail(failure('CERT-8503'))
  expect(() => one.check()).toThrow(CertSqlError)
})

test('a client does not wait for a dead org again and again', async () => {
  const unavailable: Reply = { status: 503 }
  await withOrg(
    () => unavailable,
    async (client, org) => {
      for (let count = 0; count < 3; count++) {
        expect(await failureOf(client.limits())).toMatchObject({ code: 'CERT-8503' })
      }
      const sent = org.received.length
      const refusal = await failureOf(client.limits())
      expect(refusal).toMatchObject({ code: 'CERT-8503', hint: expect.stringContaining('HTTP 503') })
      expect(org.received).toHaveLength(sent)
    },
  )
})
