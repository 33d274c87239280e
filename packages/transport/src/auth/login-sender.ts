import type { HttpAnswer } from '../http/http-exchange.js'
import type { Redactor } from '../redactor.js'
import type { RequestSender } from '../rest/request-sender.js'
import { USER_AGENT } from '../version.js'

export interface LoginRequest {
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** False for what is good for one use only; anything else may be repeated when its answer was lost. */
  readonly idempotent?: boolean
}

/** What an authenticator needs of the outside. */
export class LoginSender {
  constructor(
    private readonly sender: RequestSender,
    readonly redactor: Redactor,
  ) {}

  /**
   * Posts a login and reads its answer. It may be repeated: a session that was made and lost is only one session more,
   * and a refusal is never repeated.
   */
  async post<T>(
    request: LoginRequest,
    read: (answer: HttpAnswer, host: string) => T | Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { origin, path, body, idempotent = true } = request
    const headers = { 'User-Agent': USER_AGENT, 'Accept-Encoding': 'gzip', ...request.headers }
    return await this.sender.observe('POST', path, (event) =>
      this.sender.repeat(event, { idempotent, signal }, async () => {
        const answer = await this.sender.send({ method: 'POST', origin, path, headers, body }, event, signal)
        return await read(answer, new URL(origin).host)
      }),
    )
  }
}
