import { CertSqlError } from '@certsql/core'
import { failure, pageFailure } from '../faults/answer-failure.js'
import type { HttpAnswer } from '../http/http-exchange.js'
import { soapLoginVersion } from '../rest/api-version.js'
import type { UserInfo } from '../rest/user-info.js'
import type { BasicAuthentication } from './authentication.js'
import { loginOrigin, orgOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import type { Authenticator, Session } from './session.js'
import { printLoginEnvelope, readLoginAnswer, type SoapLoginResult } from './soap-envelope.js'
import { PASSWORD_EXPIRED, SOAP_LOGIN_FAULTS, UNLISTED_SOAP_FAULT } from './soap-faults.js'

/** User, password and security token, by SOAP `login()`. */
export function soapLoginAuthenticator(
  options: BasicAuthentication,
  sender: LoginSender,
  apiVersion: string | undefined,
): Authenticator {
  const { user, password, securityToken = '' } = options
  if (user === '' || password === '') throw missingCredentials(user === '' ? 'User' : 'Password')
  for (const secret of [password, securityToken, password + securityToken]) sender.redactor.hide(secret)
  const request = {
    origin: loginOrigin(options),
    path: `/services/Soap/u/${soapLoginVersion(apiVersion)}`,
    headers: { 'Content-Type': 'text/xml; charset=UTF-8', SOAPAction: '""', Accept: 'text/xml' },
    // The security token follows the password without anything between.
    body: printLoginEnvelope(user, password + securityToken),
  }
  const read = (answer: HttpAnswer, host: string) => readSession(answer, host, user)
  return {
    renewable: true,
    login: async (signal) => {
      const session = await sender.post(request, read, signal)
      sender.redactor.hide(session.accessToken)
      return session
    },
  }
}

async function readSession(answer: HttpAnswer, host: string, user: string): Promise<Session> {
  const text = answer.body.toString('utf8')
  const login = await readLoginAnswer(text)
  if (login === undefined) throw pageFailure(answer, text, { host, usage: undefined }, 'XML')
  if (login.kind === 'fault') {
    const rule = SOAP_LOGIN_FAULTS[login.code] ?? UNLISTED_SOAP_FAULT
    const org = { code: login.code, message: login.message, httpStatus: answer.status }
    throw failure(rule, { host }, { user, errorCode: login.code }, answer, org)
  }
  if (login.result.passwordExpired) throw failure(PASSWORD_EXPIRED, { host }, { user }, answer)
  if (login.result.sessionId === '' || login.result.serverUrl === '') {
    throw pageFailure(answer, 'a login answer without a session', { host, usage: undefined }, 'XML')
  }
  return {
    accessToken: login.result.sessionId,
    instanceUrl: orgOrigin(login.result.serverUrl, 'serverUrl'),
    ...userInfoOf(login.result),
  }
}

function userInfoOf({ userInfo }: SoapLoginResult): { readonly userInfo?: UserInfo } {
  const { userId, organizationId, userName, userTimeZone, userLocale, userLanguage } = userInfo
  if (userId === undefined) return {}
  return {
    userInfo: {
      userId,
      ...(organizationId === undefined ? {} : { organizationId }),
      ...(userName === undefined ? {} : { userName }),
      ...(userTimeZone === undefined ? {} : { timeZone: userTimeZone }),
      ...(userLocale === undefined ? {} : { locale: userLocale }),
      ...(userLanguage === undefined ? {} : { language: userLanguage }),
      ...(userInfo.organizationMultiCurrency === undefined
        ? {}
        : { multiCurrency: userInfo.organizationMultiCurrency === 'true' }),
    },
  }
}

function missingCredentials(property: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-5004',
    message: `A login with user and password needs ${property}.`,
    hint: 'give User, Password and SecurityToken, or choose another AuthScheme',
  })
}
