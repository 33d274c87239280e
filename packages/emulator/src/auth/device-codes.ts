import { randomBytes } from 'node:crypto'
import { OAuthRefusal } from './oauth-refusal.js'
import type { Login } from './sessions.js'

const CODE_SECONDS = 600
/** Without letters and digits that look alike. */
const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ23456789'

interface DeviceRequest {
  readonly deviceCode: string
  readonly userCode: string
  readonly scope: string
  readonly expiresAt: number
  state: 'waiting' | 'denied' | Login
  lastPoll: number
}

/** Devices without a browser that wait for somebody to let them in. */
export class DeviceCodes {
  readonly #requests = new Map<string, DeviceRequest>()

  constructor(readonly intervalSeconds: number) {}

  issue(scope: string): { readonly deviceCode: string; readonly userCode: string } {
    const deviceCode = randomBytes(32).toString('base64url')
    const letters = Array.from(randomBytes(8), (byte) =>
      USER_CODE_LETTERS.charAt(byte % USER_CODE_LETTERS.length),
    )
    const userCode = letters.join('')
    const expiresAt = Date.now() + CODE_SECONDS * 1000
    this.#requests.set(deviceCode, { deviceCode, userCode, scope, expiresAt, state: 'waiting', lastPoll: 0 })
    return { deviceCode, userCode }
  }

  /** The request that somebody has typed the code of. */
  waiting(userCode: string): { readonly scope: string } | undefined {
    return this.#byUserCode(userCode)
  }

  decide(userCode: string, decision: 'denied' | Login): void {
    const request = this.#byUserCode(userCode)
    if (request !== undefined) request.state = decision
  }

  #byUserCode(userCode: string): DeviceRequest | undefined {
    const wanted = userCode.toUpperCase().replace(/[^A-Z0-9]/g, '')
    const now = Date.now()
    for (const request of this.#requests.values()) {
      if (request.userCode === wanted && request.state === 'waiting' && now <= request.expiresAt)
        return request
    }
    return undefined
  }

  /** The login of a device, once; it is refused as long as nobody has let it in. */
  redeem(deviceCode: string): Login {
    const request = this.#requests.get(deviceCode)
    const now = Date.now()
    if (request === undefined || now > request.expiresAt) {
      throw new OAuthRefusal('invalid_grant', 'expired or invalid device code')
    }
    const isTooFast = now - request.lastPoll < this.intervalSeconds * 1000
    request.lastPoll = now
    if (request.state === 'waiting') {
      throw isTooFast
        ? new OAuthRefusal('slow_down', 'polling too frequently')
        : new OAuthRefusal('authorization_pending', 'waiting for the user to approve')
    }
    this.#requests.delete(deviceCode)
    if (request.state === 'denied') throw new OAuthRefusal('access_denied', 'end-user denied authorization')
    return request.state
  }
}
