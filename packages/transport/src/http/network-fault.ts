/**
 * An exchange that broke off before there was an answer. It keeps a code and a few words, never the error of axios,
 * which carries the whole request with its token.
 */
export class NetworkFault extends Error {
  constructor(
    /** Of Node (`ECONNRESET`), or our own: `CONNECT_TIMEOUT`, `IDLE_TIMEOUT`, `TOTAL_TIMEOUT`, `BROKEN_BODY`. */
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'NetworkFault'
  }

  static from(error: unknown): NetworkFault {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
    const words = typeof message === 'string' && message !== '' ? message : 'no further words'
    return new NetworkFault(ownCode(code, words), words)
  }
}

/** axios and zlib have names of their own for what we tell apart. */
const RENAMED: Readonly<Record<string, string>> = {
  // Node's word when no address of the host answered in its time.
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  // axios, when the body stops in the middle.
  ERR_BAD_RESPONSE: 'BROKEN_BODY',
  ERR_STREAM_PREMATURE_CLOSE: 'BROKEN_BODY',
  Z_BUF_ERROR: 'BROKEN_BODY',
  Z_DATA_ERROR: 'BROKEN_BODY',
}

/** Given to axios as the text of its time-out, which has the same code as Node's. */
export const IDLE_TIMEOUT_MESSAGE = 'nothing came for too long'

function ownCode(code: unknown, words: string): string {
  if (words === IDLE_TIMEOUT_MESSAGE) return 'IDLE_TIMEOUT'
  if (typeof code !== 'string') return 'UNKNOWN'
  return RENAMED[code] ?? code
}
