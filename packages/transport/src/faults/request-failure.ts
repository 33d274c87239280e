import { CertSqlError, type OrgError } from '@certsql/core'
import type { FaultRule } from './fault-rule.js'
import { fillIn } from './fill-in.js'

export interface FailureFacts {
  readonly rule: FaultRule
  /** What is filled into the rule's sentence. */
  readonly words: Readonly<Record<string, string>>
  readonly org?: OrgError
  /** Of the answer, where there was one. */
  readonly httpStatus?: number
  readonly retryAfterMilliseconds?: number
  readonly cause?: Error
}

/** One failed attempt. It stays inside this package: who asked gets a {@link CertSqlError} made from it. */
export class RequestFailure extends Error {
  constructor(readonly facts: FailureFacts) {
    super(fillIn(facts.rule.message, facts.words))
    this.name = 'RequestFailure'
  }

  toCertSqlError(): CertSqlError {
    const { rule, org, cause } = this.facts
    return new CertSqlError({ code: rule.code, message: this.message, hint: rule.hint, org, cause })
  }
}
