import { CertSqlError } from '@certsql/core'
import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import { get } from './rest-request.js'

/** Who is logged in. What the org did not tell is left out. */
export interface UserInfo {
  /** 18 characters, `005…`. */
  readonly userId: string
  readonly organizationId?: string
  readonly userName?: string
  /** `America/Los_Angeles` */
  readonly timeZone?: string
  /** `en_US` */
  readonly locale?: string
  readonly language?: string
  /** Several currencies are active in the org; only a SOAP login tells. */
  readonly multiCurrency?: boolean
}

/** From the userinfo endpoint, which any session may ask. */
export async function fetchUserInfo(caller: RestCaller, options: RequestOptions): Promise<UserInfo> {
  const { body } = await caller.call(get('/services/oauth2/userinfo'), options)
  const info = (body ?? {}) as Readonly<Record<string, unknown>>
  if (typeof info.user_id !== 'string') {
    throw new CertSqlError({
      code: 'CERT-6002',
      message: 'The org did not say who is logged in.',
      hint: 'the connected app may lack the scope "openid" or "id"',
    })
  }
  return {
    userId: info.user_id,
    ...text('organizationId', info.organization_id),
    ...text('userName', info.preferred_username),
    ...text('timeZone', info.zoneinfo),
    ...text('locale', info.locale),
    ...text('language', info.language),
  }
}

function text<K extends keyof UserInfo>(key: K, value: unknown): Partial<Record<K, string>> {
  return typeof value === 'string' && value !== '' ? ({ [key]: value } as Partial<Record<K, string>>) : {}
}
