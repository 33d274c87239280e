import { execFile } from 'node:child_process'
import { CertSqlError } from '@certsql/core'
import type { SfCliAuthentication } from './authentication.js'
import { orgOrigin } from './login-host.js'
import type { LoginSender } from './login-sender.js'
import { missingCredential } from './missing-credential.js'
import type { Authenticator, Session } from './session.js'

const MOST_OUTPUT_BYTES = 4 * 1024 * 1024

/**
 * The login of the `sf` command line. Its files are encrypted with a key of its own (in the key chain of the system),
 * so `sf` is asked; that renews the session too.
 */
export function sfCliAuthenticator({ user }: SfCliAuthentication, sender: LoginSender): Authenticator {
  // An alias or a user name, and nothing that a command line could take for something else.
  if (user !== undefined && !/^[\w.@+][\w.@+-]*$/.test(user)) {
    throw new CertSqlError({
      code: 'CERT-8601',
      message: `"${user}" is neither a user name nor an alias of the sf command line.`,
      hint: 'sf org list shows both',
    })
  }
  const target = user === undefined ? [] : ['--target-org', user]
  return {
    renewable: true,
    login: async (signal) => {
      const session = await askSf(target, signal)
      sender.redactor.hide(session.accessToken)
      return session
    },
  }
}

async function askSf(target: readonly string[], signal: AbortSignal): Promise<Session> {
  const { accessToken, instanceUrl } = await runSf(['org', 'display', ...target], signal)
  if (typeof instanceUrl !== 'string') throw unexpected('it does not name the address of the org')
  const token = isWholeToken(accessToken)
    ? accessToken
    : // Since May 2026 `org display` keeps the token to itself, and this command tells it.
      (await runSf(['org', 'auth', 'show-access-token', ...target], signal)).accessToken
  if (!isWholeToken(token)) throw unexpected('it does not tell the access token')
  return { accessToken: token, instanceUrl: orgOrigin(instanceUrl, 'the org of sf') }
}

function isWholeToken(token: unknown): token is string {
  return typeof token === 'string' && token !== '' && !/redacted/i.test(token)
}

/** The result of a command of `sf`. */
async function runSf(
  command: readonly string[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const { failure, stdout } = await run([...command, '--json'], signal)
  if (failure?.code === 'ENOENT') {
    throw missingCredential(
      'The sf command line is not installed, or not in the PATH.',
      'install it (npm install --global @salesforce/cli) and log in with: sf org login web',
    )
  }
  const answer = parse(stdout)
  const { result, message, status } = answer
  if (status === 0 && typeof result === 'object' && result !== null) return result as Record<string, unknown>
  if (typeof message !== 'string') throw unexpected('its answer is no JSON')
  throw missingCredential(
    `sf ${command.slice(0, 2).join(' ')} has failed: ${message.trim().replace(/\.$/, '')}.`,
    'log in with: sf org login web --alias <name>, then set User to that alias; sf org list shows all',
  )
}

function run(
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly failure: NodeJS.ErrnoException | undefined; readonly stdout: string }> {
  // With colours the JSON would not be JSON.
  const { FORCE_COLOR: _, ...environment } = process.env
  const options = {
    env: { ...environment, NO_COLOR: '1', SF_AUTOUPDATE_DISABLE: 'true' },
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT_BYTES,
    signal,
    windowsHide: true,
    // On Windows sf is a batch file; its arguments are checked above.
    shell: process.platform === 'win32',
  } as const
  return new Promise((resolve) => {
    execFile('sf', args, options, (error, stdout) => {
      resolve({ failure: (error as NodeJS.ErrnoException | null) ?? undefined, stdout })
    })
  })
}

/** Warnings may stand before the JSON. */
function parse(stdout: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stdout.slice(stdout.indexOf('{')))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function unexpected(what: string): CertSqlError {
  return new CertSqlError({
    code: 'CERT-5004',
    message: `The sf command line has not answered as expected: ${what}.`,
    hint: 'update it (sf update), and see whether it works: sf org display --json',
  })
}
