import type { SurfaceCase } from './surface-case.js'

/** Rows for `test.each`, named after method and variant. */
export function titled(cases: readonly SurfaceCase[]): [string, SurfaceCase][] {
  return cases.map((one) => [`${one.method}: ${one.variant}`, one])
}
