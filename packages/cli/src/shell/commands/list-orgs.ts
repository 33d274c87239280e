import { type Column, TEXT } from '@certsql/core'
import type { ShownProfile } from '@certsql/driver'
import { labelText } from '../../session/org-label.js'
import type { MetaCommand } from '../meta-command.js'

const COLUMNS: readonly Column[] = [
  { name: 'profile', type: TEXT },
  { name: 'user', type: TEXT },
  { name: 'org', type: TEXT },
  { name: 'login', type: TEXT },
  { name: 'notes', type: TEXT },
]

export const listOrgs: MetaCommand = {
  names: ['l', 'list'],
  usage: '\\l',
  help: 'list the orgs that certsql login has kept as profiles; \\c goes there',
  group: 'Connection',
  run: async (shell) => {
    const { session, label } = shell
    const profiles = await shell.profiles()
    const current = session.settings().find(({ name }) => name === 'Profile')?.value ?? undefined
    if (profiles.length > 0) {
      const lines = profiles.map((profile) => lineOf(profile, profile.name === current))
      await shell.printRows(COLUMNS, lines)
    }
    if (!profiles.some(({ name }) => name === current))
      shell.say(`You are in ${labelText(label)}, by no profile.`)
    if (profiles.length === 0) shell.say('certsql login --profile NAME makes a profile.')
  },
}

function lineOf(
  { name, isDefault, properties }: ShownProfile,
  isCurrent: boolean,
): readonly (string | null)[] {
  const notes = [...(isCurrent ? ['you are here'] : []), ...(isDefault ? ['default'] : [])]
  const { User, LoginURL, InstanceUrl, UseSandbox, AuthScheme } = properties
  const standard = UseSandbox?.toLowerCase() === 'true' ? 'https://test.salesforce.com' : null
  const org = LoginURL ?? InstanceUrl ?? standard
  return [name, User ?? null, org, AuthScheme ?? null, notes.join(', ') || null]
}
