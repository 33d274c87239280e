import { CertSqlError } from '@certsql/core'
import { encodeSoql } from '../query/encode-soql.js'
import { readPage } from '../query/query-page.js'
import type { RequestOptions } from './request-options.js'
import type { RestCaller } from './rest-caller.js'
import { get } from './rest-request.js'
import type { UserInfo } from './user-info.js'

/** From the userinfo endpoint; where the token has no scope for that, from the user's own record. */
export async function fetchUserInfo(
  caller: RestCaller,
  apiVersion: string,
  options: RequestOptions,
): Promise<UserInfo> {
  try {
    const { body } = await caller.call(get('/services/oauth2/userinfo'), options)
    const info = readUserInfo(body)
    if (info !== undefined) return info
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
  return await fetchUserRecord(caller, apiVersion, options)
}

function readUserInfo(body: unknown): UserInfo | undefined {
  const info = (body ?? {}) as Readonly<Record<string, unknown>>
  if (typeof info.user_id !== 'string') return undefined
  return {
    userId: info.user_id,
    ...text('organizationId', info.organization_id),
    ...text('userName', info.preferred_username),
    ...text('timeZone', info.zoneinfo),
    ...text('locale', info.locale),
    ...text('language', info.language),
  }
}

/** The API root names the identity, `…/id/00D…/005…`, and any user may read the own record. */
async function fetchUserRecord(
  caller: RestCaller,
  apiVersion: string,
  options: RequestOptions,
): Promise<UserInfo> {
  const root = (await caller.call(get(`/services/data/v${apiVersion}/`), options)).body
  const { identity } = (root ?? {}) as Readonly<Record<string, unknown>>
  const [, organizationId, userId] = /\/id\/(00D\w+)\/(005\w+)$/.exec(String(identity)) ?? []
  if (organizationId === undefined || userId === undefined) throw unknownUser()
  const soql = `SELECT Username, TimeZoneSidKey, LocaleSidKey, LanguageLocaleKey FROM User WHERE Id = '${userId}'`
  const path = `/services/data/v${apiVersion}/query/?q=${encodeSoql(soql)}`
  const [user] = readPage((await caller.call(get(path), options)).body).records
  if (user === undefined) throw unknownUser()
  return {
    userId,
    organizationId,
    ...text('userName', user.Username),
    ...text('timeZone', user.TimeZoneSidKey),
    ...text('locale', user.LocaleSidKey),
    ...text('language', user.LanguageLocaleKey),
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof CertSqlError && (error.code === 'CERT-6001' || error.code === 'CERT-6003')
}

function unknownUser(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-6002',
    message: 'The org did not say who is logged in.',
    hint: 'the connected app may lack the scope "openid" or "id"',
  })
}

function text<K extends keyof UserInfo>(key: K, value: unknown): Partial<Record<K, string>> {
  return typeof value === 'string' && value !== '' ? ({ [key]: value } as Partial<Record<K, string>>) : {}
}
