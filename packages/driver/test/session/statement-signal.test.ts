import { statementSignal } from '../../src/session/statement-signal.js'

describe('what may stop a statement', () => {
  test('the signal of the caller, with its reason', () => {
    const caller = new AbortController()
    const { signal, release } = statementSignal([caller.signal, undefined], 0)
    expect(signal.aborted).toBe(false)
    caller.abort('enough')
    expect(signal.reason).toBe('enough')
    release()
  })

  test('a signal that was aborted before', () => {
    expect(statementSignal([AbortSignal.abort('before')], 0).signal.reason).toBe('before')
  })

  test('the clock', async () => {
    const { signal, release } = statementSignal([], 0.01)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(signal.reason).toMatchObject({ code: 'CERT-7004' })
    release()
  })

  test('nothing any more after its release', async () => {
    const caller = new AbortController()
    const { signal, release } = statementSignal([caller.signal], 0.01)
    release()
    caller.abort()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(signal.aborted).toBe(false)
  })
})
