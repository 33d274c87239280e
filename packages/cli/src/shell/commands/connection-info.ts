import { labelText } from '../../session/org-label.js'
import type { MetaCommand } from '../meta-command.js'

export const connectionInfo: MetaCommand = {
  names: ['conninfo'],
  usage: '\\conninfo',
  help: 'tell which org one is connected to, and as whom',
  group: 'Connection',
  run: ({ session, label, print }) =>
    print(`Connected to ${labelText(label)} at ${session.instanceUrl}${userText(session.user)}.`),
}

function userText(user: string | undefined): string {
  return user === undefined ? '' : ` as ${user}`
}
