import { CertSqlError, didYouMean } from '@certsql/core'
import { isRecord, readMember } from '../server/read-json.js'
import type { AuthOptions } from './auth-options.js'
import { ORGANIZATION_OBSTACLES, USER_OBSTACLES } from './user-status.js'

type Kind = 'boolean' | 'number' | 'texts' | 'users' | 'userStatus' | 'organization'

const MEMBERS: Readonly<Record<keyof AuthOptions, Kind>> = {
  users: 'users',
  organization: 'organization',
  userStatus: 'userStatus',
  isSandbox: 'boolean',
  callbackUrls: 'texts',
  requirePkce: 'boolean',
  requireSecret: 'boolean',
  rotateRefreshTokens: 'boolean',
  allowPasswordFlow: 'boolean',
  hasClientCredentialsUser: 'boolean',
  jwtCertificates: 'texts',
  samlCertificates: 'texts',
  codeSeconds: 'number',
  deviceIntervalSeconds: 'number',
  lockoutAfter: 'number',
  loginsPerHour: 'number',
}

/** Checks what was read from a file: an unknown word would be a door that stays open. */
export function readAuthOptions(value: unknown): AuthOptions {
  if (!isRecord(value)) throw badAuth('is no JSON object')
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(MEMBERS, name)) {
      throw badAuth(`knows no "${name}"`, didYouMean(name, Object.keys(MEMBERS)))
    }
    checkMember(value, name, MEMBERS[name as keyof AuthOptions])
  }
  return value
}

function checkMember(value: Readonly<Record<string, unknown>>, name: string, kind: Kind): void {
  const member = value[name]
  switch (kind) {
    case 'boolean':
    case 'number':
      readMember(value, name, kind, badAuth)
      return
    case 'texts':
      if (Array.isArray(member) && member.every((text) => typeof text === 'string')) return
      throw badAuth(`"${name}" must be a list of texts`)
    case 'userStatus':
      checkStatus(member, USER_OBSTACLES)
      return
    case 'organization':
      checkStatus(member, ORGANIZATION_OBSTACLES)
      return
    case 'users':
      if (!Array.isArray(member)) throw badAuth('"users" must be a list')
      for (const user of member) checkUser(user)
  }
}

function checkUser(user: unknown): void {
  const isUser = isRecord(user) && typeof user.username === 'string' && typeof user.password === 'string'
  if (!isUser) throw badAuth('every one of "users" needs "username" and "password"')
  readMember(user, 'securityToken', 'string', badAuth)
  readMember(user, 'hasApprovedApp', 'boolean', badAuth)
  if (user.status !== undefined) checkStatus(user.status, USER_OBSTACLES)
}

function checkStatus(status: unknown, known: Readonly<Record<string, unknown>>): void {
  if (typeof status === 'string' && Object.hasOwn(known, status)) return
  throw badAuth(`there is no status ${JSON.stringify(status)}: it is one of ${Object.keys(known).join(', ')}`)
}

function badAuth(message: string, hint?: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-8601',
    message: `Auth: ${message}.`,
    ...(hint === undefined ? {} : { hint }),
  })
}
