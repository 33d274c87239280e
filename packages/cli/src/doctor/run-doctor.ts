import { CertSqlError } from '@certsql/core'
import type { DoctorInvocation } from '../command-line/invocation.js'
import { ExitCode } from '../exit-code.js'
import { cyan, dim, green, red, yellow } from '../format/style.js'
import type { Interruption } from '../run/interruption.js'
import { type Surroundings, usesColour } from '../run/surroundings.js'
import { openSession } from '../session/open-session.js'
import { labelText } from '../session/org-label.js'
import { bad, doubtful, type Finding, good } from './check.js'
import { checkNetwork } from './check-network.js'
import { checkEngine, checkFolder, checkNode } from './local-checks.js'
import { checkClock, checkLimits, checkQuery, checkTables } from './org-checks.js'

/** `certsql doctor`: looks at all that a query needs, and says what to do where something is wrong. */
export async function runDoctor(
  { session }: DoctorInvocation,
  surroundings: Surroundings,
  { signal }: Interruption,
): Promise<ExitCode> {
  const { stdout, environment } = surroundings
  const colour = usesColour(stdout, environment)
  const states = new Set<Finding['state']>()
  const show = (name: string, finding: Finding) => {
    states.add(finding.state)
    stdout.write(`${lineOf(name, finding, colour)}\n`)
  }
  const check = async (name: string, work: () => Promise<Finding> | Finding) => {
    show(name, await Promise.resolve(work()).catch(findingOf))
  }

  const { engineVersion, metadataCacheLocation, Profiles } = await import('@certsql/driver')
  show('node', checkNode())
  await check('engine', () => checkEngine(engineVersion))
  await check('cache', () => checkFolder('the cache', metadataCacheLocation(environment)))
  await check('profiles', async () => {
    const profiles = Profiles.of(environment)
    const count = (await profiles.list()).length
    return good(`${count} in ${profiles.path}, secrets in ${await profiles.secretPlace()}`)
  })
  try {
    const opened = await openSession(session, signal)
    try {
      const { instanceUrl, user, apiVersion } = opened.session
      show('login', good(`${labelText(opened.label)} as ${user ?? 'an unknown user'}`))
      const { finding, date } = await checkNetwork(instanceUrl)
      show('network', finding)
      show('clock', checkClock(date, new Date()))
      show('version', checkVersion(apiVersion))
      await check('query', () => checkQuery(opened.session))
      await check('tables', () => checkTables(opened.session))
      await check('limits', () => checkLimits(opened.session))
    } finally {
      await opened.close()
    }
  } catch (error) {
    show('login', findingOf(error))
  }
  const worst = (['bad', 'doubtful'] as const).find((state) => states.has(state)) ?? 'good'
  stdout.write(`${SUMMARIES[worst]}\n`)
  return worst === 'bad' ? ExitCode.ConnectionFailed : ExitCode.Ok
}

const SUMMARIES: Readonly<Record<Finding['state'], string>> = {
  good: 'All is well.',
  doubtful: 'It works; see the lines with a ! above.',
  bad: 'Something is wrong: see the lines with a ✗ above.',
}

/** The login of SOAP is gone from 65.0 on, and versions below 31.0 are retired. */
function checkVersion(apiVersion: string): Finding {
  return Number(apiVersion) >= 50
    ? good(`API ${apiVersion}`)
    : doubtful(`API ${apiVersion} is old`, 'leave APIVersion out, and the newest is used')
}

function findingOf(error: unknown): Finding {
  if (error instanceof CertSqlError)
    return bad(`${error.code}: ${error.message}`, error.hint ?? 'see docs/connecting.md')
  return bad(
    error instanceof Error ? error.message : String(error),
    'this may be a defect of CertSQL; please report it',
  )
}

function lineOf(name: string, { state, words, advice }: Finding, colour: boolean): string {
  const sign = { good: green('✓', colour), doubtful: yellow('!', colour), bad: red('✗', colour) }[state]
  const hint = advice === undefined ? '' : `\n             ${cyan('→', colour)} ${advice}`
  return `${sign} ${dim(name.padEnd(10), colour)} ${words}${hint}`
}
