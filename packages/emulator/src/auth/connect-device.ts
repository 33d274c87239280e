import { type Html, html, htmlResponse } from '../page/html.js'
import { card } from '../page/layout.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest, RestResponse } from '../server/rest-message.js'
import { consentPage, loginPage, userOfForm } from './login-form.js'
import { formOf } from './oauth-form.js'
import type { Login } from './sessions.js'

export const CONNECT_PATH = '/setup/connect'

/** Somebody has typed the code of a device and is asked to decide. */
export interface PendingDevice {
  readonly userCode: string
  readonly login: Login
}

/** `/setup/connect`: type the code that a device shows, log in, allow or deny. */
export function connectDevice(request: RestRequest, localOrg: LocalOrg): RestResponse {
  const form = formOf(request)
  const ticket = form.get('ticket')
  if (ticket !== null) {
    const pending = localOrg.deviceTickets.redeem(ticket)
    if (pending === undefined) return message('The page has expired', 'Please start again.', 400)
    return decide(pending, form.get('decision'), localOrg)
  }
  if (request.method !== 'POST') return htmlResponse(askForCode(form))
  const userCode = form.get('user_code') ?? ''
  const waiting = localOrg.devices.waiting(userCode)
  if (waiting === undefined) return htmlResponse(askForCode(form, 'The code is not valid, or has expired.'))
  const user = userOfForm(form, localOrg)
  if (typeof user === 'string') return htmlResponse(askForCode(form, user))
  const pending: PendingDevice = { userCode, login: { user, scope: waiting.scope } }
  const decision = form.get('decision')
  if (decision !== null) return decide(pending, decision, localOrg)
  return htmlResponse(consentPage(CONNECT_PATH, localOrg.deviceTickets.issue(pending), user, waiting.scope))
}

function askForCode(form: URLSearchParams, problem?: string): Html {
  return loginPage({
    title: 'Connect a device',
    action: CONNECT_PATH,
    hidden: {},
    before: html`<label for="user_code">Code on the device</label>
<input type="text" id="user_code" name="user_code" value="${form.get('user_code') ?? ''}" autocomplete="off" required>`,
    username: form.get('un') ?? '',
    ...(problem === undefined ? {} : { problem }),
  })
}

function decide(
  { userCode, login }: PendingDevice,
  decision: string | null,
  { devices }: LocalOrg,
): RestResponse {
  if (decision !== 'allow') {
    devices.decide(userCode, 'denied')
    return message('Denied', 'The device stays outside.')
  }
  devices.decide(userCode, login)
  return message('You are connected', 'Go on with your device.')
}

function message(title: string, words: string, status = 200): RestResponse {
  return htmlResponse(card(title, html`<p>${words}</p>`), status)
}
