import type { FaultRule } from '../src/faults/fault-rule.js'
import { DEFAULT_RETRY_POLICY, nextDelay, readRetryAfter } from '../src/faults/retry-policy.js'

const RETRY: FaultRule = { reaction: 'retry', code: 'CERT-8503', message: 'x' }
const failed = {
  rule: RETRY,
  attempt: 1,
  idempotent: true,
  appliedNothing: false,
  sinceFirstFailureMilliseconds: 0,
}

test('waits with full jitter, doubling its bound up to the longest', () => {
  const bounds = [1, 2, 3, 4].map((attempt) => nextDelay(DEFAULT_RETRY_POLICY, { ...failed, attempt }, 1))
  expect(bounds).toEqual([500, 1_000, 2_000, 4_000])
  expect(nextDelay(DEFAULT_RETRY_POLICY, failed, 0)).toBe(0)
  expect(nextDelay({ ...DEFAULT_RETRY_POLICY, attempts: 20 }, { ...failed, attempt: 12 }, 1)).toBe(30_000)
})

test('stops after the attempts of the policy, or of the rule', () => {
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...failed, attempt: 5 }, 0)).toBe('stop')
  const twice = { ...RETRY, attempts: 2 }
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...failed, rule: twice }, 0)).toBe(0)
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...failed, rule: twice, attempt: 2 }, 0)).toBe('stop')
})

test('stops when the total time would be over', () => {
  const late = { ...failed, sinceFirstFailureMilliseconds: 119_900 }
  expect(nextDelay(DEFAULT_RETRY_POLICY, late, 0.1)).toBe(50)
  expect(nextDelay(DEFAULT_RETRY_POLICY, late, 0.5)).toBe('stop')
})

test('takes Retry-After as the least', () => {
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...failed, retryAfterMilliseconds: 3_000 }, 0)).toBe(3_000)
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...failed, retryAfterMilliseconds: 3_000 }, 0.5)).toBe(3_250)
})

test('a slow fault waits longer', () => {
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...failed, rule: { ...RETRY, slow: true } }, 1)).toBe(5_000)
})

test('what cannot be repeated is not, unless the org certainly did nothing for it', () => {
  const write = { ...failed, idempotent: false }
  expect(nextDelay(DEFAULT_RETRY_POLICY, write, 0)).toBe('stop')
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...write, appliedNothing: true }, 0)).toBe(0)
})

test.each(['final', 'renew'] as const)('%s is not for waiting', (reaction) => {
  expect(nextDelay(DEFAULT_RETRY_POLICY, { ...failed, rule: { ...RETRY, reaction } }, 0)).toBe('stop')
})

test.each([
  ['3', 3_000],
  [' 0 ', 0],
  ['Fri, 02 Jan 2026 10:00:05 GMT', 5_000],
  ['Fri, 02 Jan 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After %j is %j ms', (header, milliseconds) => {
  expect(readRetryAfter(header, Date.UTC(2026, 0, 2, 10, 0, 0))).toBe(milliseconds)
})
