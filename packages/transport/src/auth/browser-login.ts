import { CertSqlError } from '@certsql/core'
import { cancelledError, followAbort } from '../http/abort.js'
import { authorizationUrl } from './authorization-url.js'
import { type Callback, listenForCallback } from './callback-listener.js'
import { failedLogin, LOGGED_IN } from './callback-page.js'
import { readCode } from './callback-parameters.js'
import { missingCredential } from './missing-credential.js'
import type { OAuthClient } from './oauth-client.js'
import { newPkce, randomText } from './pkce.js'
import { redeemCode } from './redeem-code.js'
import type { TokenSet } from './token-set.js'

/** Nobody leaves a login page open for longer and means it. */
const PATIENCE_MILLISECONDS = 5 * 60_000

/** The web server flow with PKCE: a page in the browser here, and a server on this machine that it comes back to. */
export async function logInWithBrowser(client: OAuthClient, signal: AbortSignal): Promise<TokenSet> {
  const { prompts } = client
  const state = randomText()
  const { codeVerifier, codeChallenge } = newPkce()
  const listener = await listenForCallback(client.callbackUrl, state)
  try {
    const { redirectUri } = listener
    const url = authorizationUrl({ ...askedFor(client), redirectUri, state, codeChallenge })
    if (!(await prompts.openBrowser(url))) {
      await client.save({ ...client.saved, pending: { state, codeVerifier } })
      throw noBrowser(url)
    }
    prompts.show({ kind: 'browser', url })
    const callback = await waitPatiently((patience) => listener.arrival(patience), signal)
    return await finish(callback, (code) => redeemCode(client, { code, redirectUri, codeVerifier }, signal))
  } finally {
    await listener.close()
  }
}

function askedFor({ origin, clientId, scope, user }: OAuthClient) {
  return { origin, clientId, scope, ...(user === undefined ? {} : { user }) }
}

/** The page in the browser tells how it ended, so it waits until that is known. */
async function finish(
  { parameters, answer }: Callback,
  redeem: (code: string) => Promise<TokenSet>,
): Promise<TokenSet> {
  try {
    const tokens = await redeem(readCode(parameters))
    await answer(LOGGED_IN)
    return tokens
  } catch (error) {
    await answer(failedLogin(error instanceof CertSqlError ? error.message : 'Something failed.'))
    throw error
  }
}

async function waitPatiently<T>(wait: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  const patience = new AbortController()
  const unfollow = followAbort(signal, patience)
  const timer = setTimeout(() => patience.abort(), PATIENCE_MILLISECONDS)
  try {
    return await wait(patience.signal)
  } catch (error) {
    if (signal.aborted) throw cancelledError(signal)
    throw patience.signal.aborted ? nobodyCame() : error
  } finally {
    clearTimeout(timer)
    unfollow()
  }
}

function nobodyCame(): CertSqlError {
  return new CertSqlError({
    code: 'CERT-7004',
    message: 'Nobody has finished the login in the browser in five minutes.',
    hint: 'connect again, log in and choose Allow',
  })
}

function noBrowser(url: string): CertSqlError {
  return missingCredential(
    'This machine has no browser to log in with.',
    `open this address in another one, log in, and connect again with OAuthVerifier set to the address at which that browser ends: ${url}`,
  )
}
