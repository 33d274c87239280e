import { type Emulator, type Fault, type OrgSchema, startEmulator } from '@certsql/emulator'
import { jest } from '@jest/globals'
import fc from 'fast-check'

const MISHAPS = {
  notReceived: { reset: true },
  appliedThenReset: { applyThenReset: true },
  cutOff: { truncate: 0.6 },
  bareUnavailable: { status: 503, body: '<html><title>Down for maintenance</title></html>' },
  unavailable: { status: 503, errorCode: 'SERVER_UNAVAILABLE' },
  inTheMiddle: { status: 500, errorCode: 'UNKNOWN_EXCEPTION' },
  busy: { status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED' },
  forbidden: { status: 403, errorCode: 'API_DISABLED_FOR_ORG' },
  sessionEnds: { expireSession: true },
  lockedRows: { recordErrors: { statusCode: 'UNABLE_TO_LOCK_ROW', every: 3 } },
  allLocked: { recordErrors: { statusCode: 'UNABLE_TO_LOCK_ROW' } },
  refusedRows: { recordErrors: { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', every: 4 } },
  lockedThenReset: { recordErrors: { statusCode: 'UNABLE_TO_LOCK_ROW', every: 2 }, applyThenReset: true },
  refusedThenReset: {
    recordErrors: { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', every: 2 },
    applyThenReset: true,
  },
} as const satisfies Readonly<Record<string, Fault['action']>>

type Mishap = keyof typeof MISHAPS

/** An org whose troubles are waited out at once, until all mocks are restored. */
export async function startTroubledOrg(schema: OrgSchema): Promise<Emulator> {
  const emulator = await startEmulator({
    schema,
    records: { User: [{ LastName: 'Amy', Username: 'amy@acme.example' }] },
    bulkJobMs: 0,
    asOf: '2025-06-30',
  })
  // Pauses before repetitions are drawn between nothing and their bound: these are near nothing.
  jest.spyOn(Math, 'random').mockReturnValue(0.002)
  return emulator
}

/** Something that goes wrong at one of these places: once, at the nth time, or again and again. */
export function troubleAt(places: readonly string[], times: readonly number[]): fc.Arbitrary<Fault> {
  return fc
    .record({
      path: fc.constantFrom(...places),
      mishap: fc.constantFrom(...(Object.keys(MISHAPS) as Mishap[])),
      nth: fc.constantFrom(...times),
      isLasting: fc.constantFrom(false, false, false, true),
    })
    .map(({ path, mishap, nth, isLasting }) => ({
      match: { ...(path === '' ? {} : { path }), ...(isLasting ? {} : { nth }) },
      action: MISHAPS[mishap],
      ...(isLasting ? { times: 7 } : {}),
    }))
}
