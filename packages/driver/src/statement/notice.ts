import type { Notice as EngineNotice } from '@certsql/engine'

/** Something to know about an answer: a fallback, a number cut to a double, rows held back by MaxRows, describes refused, IF EXISTS. */
export interface Notice {
  readonly kind:
    | EngineNotice['kind']
    | 'maxRows'
    | 'metadata'
    | 'nothingDone'
    | 'procedure'
    | 'errorFile'
    | 'dryRun'
  /** One sentence. */
  readonly message: string
}
