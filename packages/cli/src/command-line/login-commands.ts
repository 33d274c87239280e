import { Argument, type Command } from 'commander'
import { CONFIG_ACTIONS, type ConfigInvocation, type Invocation } from './invocation.js'
import {
  gather,
  readProperties,
  type SessionFlags,
  sessionOptions,
  withSessionOptions,
} from './session-options.js'

interface LoginFlags {
  readonly profile?: string
  readonly property?: readonly string[]
  readonly default?: true
}

/** `login`, `logout`, `config` and `doctor`. */
export function addLoginCommands(
  program: Command,
  environment: Readonly<Record<string, string | undefined>>,
  found: (invocation: Invocation) => void,
): void {
  program
    .command('login')
    .description('log in and keep it as a profile; asks for what is not given')
    .option('--profile <profile>', 'its name, "default" if left out')
    .option('-p, --property <property=value>', 'a connection property (may be repeated)', gather)
    .option('--default', 'use it from now on when no profile is named')
    .action(({ profile, property = [], default: isDefault }: LoginFlags) =>
      found({
        kind: 'login',
        ...(profile !== undefined && { profile }),
        properties: readProperties(property),
        isDefault: isDefault === true,
      }),
    )
  program
    .command('logout')
    .description('forget a profile with its secrets and tokens')
    .option('--profile <profile>', 'its name, that of the default if left out')
    .action(({ profile }: { readonly profile?: string }) =>
      found({ kind: 'logout', ...(profile !== undefined && { profile }) }),
    )
  program
    .command('config')
    .description(
      'list the profiles; names; path; default [PROFILE]; set PROFILE PROPERTY VALUE; unset PROFILE PROPERTY',
    )
    .addArgument(new Argument('[action]').choices(CONFIG_ACTIONS).default('list'))
    .argument('[profile]')
    .argument('[property]')
    .argument('[value]')
    .action((action: ConfigInvocation['action'], ...words: (string | undefined)[]) =>
      found({ kind: 'config', action, words: words.slice(0, 3).flatMap((word) => word ?? []) }),
    )
  const doctor = program
    .command('doctor')
    .description('check network, login, permissions, limits and this machine, and say what to do')
    .argument('[url]')
  withSessionOptions(doctor).action((url: string | undefined, flags: SessionFlags) => {
    found({ kind: 'doctor', session: sessionOptions(url, flags, environment) })
  })
}
