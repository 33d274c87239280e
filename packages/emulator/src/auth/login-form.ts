import { type Html, html } from '../page/html.js'
import { card } from '../page/layout.js'
import type { LocalOrg } from '../server/local-org.js'
import type { OrgUser } from './users.js'

export interface LoginForm {
  readonly title: string
  readonly action: string
  /** Sent along with user name and password. */
  readonly hidden: Readonly<Record<string, string>>
  /** Above the user name. */
  readonly before?: Html
  readonly username: string
  readonly problem?: string
}

const NOTHING = html``

/** The page that asks who is there; the fields are named as on the platform. */
export function loginPage({ title, action, hidden, before, username, problem }: LoginForm): Html {
  return card(
    title,
    html`
<p class="quiet">CertSQL local org</p>
${problem === undefined ? NOTHING : html`<p class="bad" role="alert">${problem}</p>`}
<form method="post" action="${action}">
${hiddenFields(hidden)}
${before ?? NOTHING}
<label for="username">Username</label>
<input type="text" id="username" name="un" value="${username}" autocomplete="username" autofocus required>
<label for="password">Password</label>
<input type="password" id="password" name="pw" autocomplete="current-password" required>
<div class="buttons"><button class="main" id="Login" name="Login" value="Log In">Log In</button></div>
</form>`,
  )
}

/** The page that asks whether the app may come in. */
export function consentPage(action: string, ticket: string, user: OrgUser, scope: string): Html {
  const scopes = scope.split(' ').map((name) => html`<li><code>${name}</code></li>`)
  return card(
    'Allow access?',
    html`
<p>The app wants to do this as <b>${user.username}</b>:</p>
<ul>${scopes}</ul>
<form method="post" action="${action}">
${hiddenFields({ ticket })}
<div class="buttons">
<button class="main" id="oaapprove" name="decision" value="allow">Allow</button>
<button id="oadeny" name="decision" value="deny">Deny</button>
</div>
</form>`,
  )
}

function hiddenFields(fields: Readonly<Record<string, string>>): readonly Html[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
}

/** Who the form is from, or why nobody comes in. */
export function userOfForm(form: URLSearchParams, localOrg: LocalOrg): OrgUser | string {
  const username = form.get('un') ?? form.get('username') ?? ''
  const password = form.get('pw') ?? form.get('password') ?? ''
  const { users } = localOrg
  const user = users.find(username)
  if (user === undefined || !users.isBrowserPassword(username, password)) {
    return 'Please check your username and password. If you still cannot log in, contact your administrator.'
  }
  if (users.status(user) === 'passwordExpired') return 'Your password has expired.'
  return localOrg.obstacleFor(user)?.soapMessage ?? user
}
