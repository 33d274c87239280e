import type { CertSqlError } from '@certsql/core'
import type { RestAnswer } from './rest-request.js'

/** What is known of a request that changes something, once it is over. */
export type WriteAnswer =
  | {
      readonly kind: 'answered'
      readonly answer: RestAnswer
      /** The answer to an earlier attempt was lost: the org may have carried the request out twice. */
      readonly isRepeat: boolean
    }
  | {
      /** It went out and no answer came: the org may have carried it out or not. */
      readonly kind: 'lost'
      readonly cause: CertSqlError
    }
