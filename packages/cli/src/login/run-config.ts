import { type Column, TEXT } from '@certsql/core'
import type { ConfigInvocation } from '../command-line/invocation.js'
import { UsageError } from '../command-line/usage-error.js'
import { ExitCode } from '../exit-code.js'
import { RESULT_FORMATS } from '../format/result-format.js'
import { DEFAULT_NULL_TEXT } from '../format/writer-settings.js'
import { type Surroundings, usesColour } from '../run/surroundings.js'

const COLUMNS: readonly Column[] = [
  { name: 'profile', type: TEXT },
  { name: 'default', type: TEXT },
  { name: 'property', type: TEXT },
  { name: 'value', type: TEXT },
]

/** `certsql config`: the profiles, without their secrets; which one is the default; their properties. */
export async function runConfig(
  { action, words }: ConfigInvocation,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { Profiles } = await import('@certsql/driver')
  const profiles = Profiles.of(surroundings.environment)
  const [name, property, value] = words
  switch (action) {
    case 'path':
      surroundings.stdout.write(`${profiles.path}\n`)
      return ExitCode.Ok
    case 'names':
      for (const one of await profiles.list()) surroundings.stdout.write(`${one.name}\n`)
      return ExitCode.Ok
    case 'default':
      if (name === undefined) {
        surroundings.stdout.write(`${(await profiles.defaultName()) ?? ''}\n`)
        return ExitCode.Ok
      }
      await profiles.choose(name)
      return ExitCode.Ok
    case 'set':
    case 'unset': {
      if (name === undefined || property === undefined || (action === 'set') !== (value !== undefined)) {
        throw new UsageError(
          `certsql config ${action} needs a profile and a property${action === 'set' ? ' with its value' : ''}.`,
          `certsql config ${action} prod TimeZone${action === 'set' ? ' Europe/London' : ''}`,
        )
      }
      const { [property]: _, ...others } = { ...(await profiles.load(name)) } as Record<string, string>
      await profiles.save(name, value === undefined ? others : { ...others, [property]: value })
      return ExitCode.Ok
    }
    case 'list':
      await listProfiles(await profiles.list(), surroundings)
      return ExitCode.Ok
  }
}

async function listProfiles(
  profiles: readonly import('@certsql/driver').ShownProfile[],
  { stdout, environment }: Surroundings,
): Promise<void> {
  const colour = usesColour(stdout, environment)
  const settings = { nullText: DEFAULT_NULL_TEXT, colour, plainBorders: false }
  const writer = await RESULT_FORMATS.table.createWriter(settings, '')
  const rows = profiles.flatMap(({ name, isDefault, properties }) =>
    Object.entries(properties).map(([property, value]) => [name, isDefault ? 'yes' : null, property, value]),
  )
  stdout.write(writer.begin(COLUMNS) + writer.write(rows) + writer.end())
}
