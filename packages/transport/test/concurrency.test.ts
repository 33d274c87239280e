import { setTimeout as sleep } from 'node:timers/promises'
import { ConcurrencyLimiter } from '../src/http/concurrency-limiter.js'
import { failureOf } from './failure-of.js'
import { connectTo, withOrg } from './fake-org.js'

test('never runs more at once than allowed, in order, failures included', async () => {
  const limiter = new ConcurrencyLimiter(3)
  const order: number[] = []
  let running = 0
  let most = 0
  const work = async (index: number) => {
    order.push(index)
    most = Math.max(most, ++running)
    await sleep(2)
    running--
    if (index % 2 === 0) throw new Error('even')
  }
  const all = Array.from({ length: 20 }, (_, index) => limiter.run(() => work(index), undefined))
  const settled = await Promise.allSettled(all)
  expect(most).toBe(3)
  expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index))
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(10)
})

test('whoever leaves the line does not hold up the others', async () => {
  const limiter = new ConcurrencyLimiter(1)
  const controller = new AbortController()
  const first = limiter.run(() => sleep(30, 'first'), undefined)
  const leaving = failureOf(limiter.run(() => sleep(1), controller.signal))
  const last = limiter.run(() => sleep(1, 'last'), undefined)
  controller.abort()
  expect((await leaving).code).toBe('CERT-7006')
  expect(await Promise.all([first, last])).toEqual(['first', 'last'])
  expect(await limiter.run(() => Promise.resolve('free'), undefined)).toBe('free')
})

test('a client sends ten requests at once unless told otherwise, and keeps its connections', async () => {
  const atOnce = async (options: { readonly maxConcurrency?: number }) => {
    let open = 0
    let most = 0
    return await withOrg(
      () => {
        most = Math.max(most, ++open)
        setTimeout(() => open--, 20)
        return { body: {}, delayMs: 20 }
      },
      async (client, org) => {
        await Promise.all(Array.from({ length: 40 }, () => client.limits()))
        expect(org.received).toHaveLength(40)
        return most
      },
      options,
    )
  }
  expect(await atOnce({})).toBe(10)
  expect(await atOnce({ maxConcurrency: 2 })).toBe(2)
})

test('all clients of an org together send no more than it allows at once', async () => {
  let open = 0
  let most = 0
  const respond = () => {
    most = Math.max(most, ++open)
    setTimeout(() => open--, 30)
    return { body: {}, delayMs: 30 }
  }
  await withOrg(
    respond,
    async (first, org) => {
      const second = await connectTo(org, { maxConcurrency: 20 })
      const clients = [first, second]
      await Promise.all(Array.from({ length: 60 }, (_, index) => clients[index % 2]?.limits()))
      second.close()
    },
    { maxConcurrency: 20 },
  )
  expect(most).toBe(25)
})
