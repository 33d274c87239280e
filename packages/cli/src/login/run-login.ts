import type { LoginInvocation, LogoutInvocation } from '../command-line/invocation.js'
import { UsageError } from '../command-line/usage-error.js'
import { ExitCode } from '../exit-code.js'
import { type Interruption, orAborted } from '../run/interruption.js'
import type { Surroundings } from '../run/surroundings.js'
import { labelText, orgLabel } from '../session/org-label.js'
import { askLogin } from './ask-login.js'
import { terminalQuestions } from './questions.js'

const DEFAULT_PROFILE = 'default'

/** Properties that tell how to log in: with one of them nothing is asked. */
const SUFFICIENT = [
  'AuthScheme',
  'User',
  'OAuthAccessToken',
  'OAuthClientSecret',
  'OAuthJWTCert',
  'SamlAssertion',
  'InitiateOAuth',
]

/** `certsql login`: tries a login out, and keeps it as a profile. */
export async function runLogin(
  { profile = DEFAULT_PROFILE, properties, isDefault }: LoginInvocation,
  surroundings: Surroundings,
  { signal }: Interruption,
): Promise<ExitCode> {
  const { connect, Profiles } = await import('@certsql/driver')
  const complete = await completeLogin(properties, surroundings)
  const profiles = Profiles.of(surroundings.environment)
  const connection = await orAborted(connect(complete), signal)
  try {
    const label = labelText(orgLabel(connection.instanceUrl))
    await profiles.save(profile, complete)
    if (isDefault) await profiles.choose(profile)
    const isChosen = (await profiles.defaultName()) === profile
    surroundings.stderr.write(
      [
        `Logged in to ${label}${connection.user === undefined ? '' : ` as ${connection.user}`}.`,
        `Kept as the profile "${profile}" in ${profiles.path}; secrets are in ${await profiles.secretPlace()}.`,
        isChosen ? 'certsql now goes there.' : `certsql --profile ${profile} goes there.`,
        '',
      ].join('\n'),
    )
    return ExitCode.Ok
  } finally {
    await connection.close()
  }
}

async function completeLogin(
  properties: Readonly<Record<string, string>>,
  surroundings: Surroundings,
): Promise<Readonly<Record<string, string>>> {
  const given = Object.keys(properties).map((name) => name.toLowerCase())
  if (SUFFICIENT.some((name) => given.includes(name.toLowerCase()))) return properties
  const { stdin, stderr } = surroundings
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new UsageError(
      'Without a terminal nobody can be asked how to log in.',
      'give properties: certsql login -p AuthScheme=OAuthJWT -p …',
    )
  }
  return await askLogin(properties, terminalQuestions(surroundings))
}

/** `certsql logout`: forgets a profile, its secrets and its tokens. */
export async function runLogout(
  { profile }: LogoutInvocation,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { forgetLogin, Profiles } = await import('@certsql/driver')
  const profiles = Profiles.of(surroundings.environment)
  const name = profile ?? (await profiles.defaultName()) ?? DEFAULT_PROFILE
  // A profile whose secrets are lost is forgotten all the same.
  await profiles.load(name).then(forgetLogin, () => undefined)
  await profiles.remove(name)
  surroundings.stderr.write(`The profile "${name}" is forgotten.\n`)
  return ExitCode.Ok
}
