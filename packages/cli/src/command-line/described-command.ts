import { type Command, Help, type Option } from 'commander'
import { EXPORT_FORMATS } from '../export/target-file.js'
import { FILE_FORMAT_NAMES, FORMAT_NAMES } from '../format/result-format.js'

/** A command with its options, as completion scripts and the manual tell of it. */
export interface DescribedCommand {
  readonly name: string
  readonly description: string
  readonly arguments: readonly DescribedArgument[]
  readonly options: readonly DescribedOption[]
  readonly commands: readonly DescribedCommand[]
}

export interface DescribedArgument {
  /** As it is written in a usage: `<file>`, `[url]`. */
  readonly usage: string
  readonly value: ValueKind
}

export interface DescribedOption {
  /** `-c`, `--command` */
  readonly names: readonly string[]
  readonly description: string
  /** `<sql>`; undefined: it takes no value. */
  readonly usage: string | undefined
  readonly value: ValueKind
  readonly isRepeatable: boolean
}

/** What a value may be, as far as somebody can be helped to type it. */
export type ValueKind =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'profile' }
  /** The name of a property, alone or with its value behind a `=`. */
  | { readonly kind: 'property'; readonly hasValue: boolean }
  | { readonly kind: 'anything' }

const ANYTHING: ValueKind = { kind: 'anything' }

/** By the name between the brackets of a usage: it says what is meant, to people as well. */
const KINDS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['file', { kind: 'file' }],
  ['profile', { kind: 'profile' }],
  ['property', { kind: 'property', hasValue: false }],
  ['property=value', { kind: 'property', hasValue: true }],
  ['format', { kind: 'words', words: [...FORMAT_NAMES, ...FILE_FORMAT_NAMES] }],
  ['file-format', { kind: 'words', words: EXPORT_FORMATS }],
])

/** Reads a program of commander's, so that all that is told of it comes from one place. */
export function describeCommand(command: Command): DescribedCommand {
  const help = new Help()
  return {
    name: command.name(),
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => {
      const name = argument.name()
      const dots = argument.variadic ? '...' : ''
      return {
        usage: argument.required ? `<${name}${dots}>` : `[${name}${dots}]`,
        value: kindOf(name, argument.argChoices),
      }
    }),
    options: help.visibleOptions(command).map(describeOption),
    commands: help.visibleCommands(command).map(describeCommand),
  }
}

function describeOption(option: Option): DescribedOption {
  const usage = /[<[].*[>\]]$/.exec(option.flags)?.[0]
  return {
    names: [option.short, option.long].flatMap((name) => name ?? []),
    description: `${option.description}${option.argChoices === undefined ? '' : `: ${option.argChoices.join(', ')}`}`,
    usage,
    value: usage === undefined ? ANYTHING : kindOf(usage.slice(1, -1), option.argChoices),
    // What is read by a function of ours is gathered.
    isRepeatable: option.variadic || option.parseArg !== undefined,
  }
}

function kindOf(name: string, choices: readonly string[] | undefined): ValueKind {
  return choices === undefined ? (KINDS.get(name) ?? ANYTHING) : { kind: 'words', words: choices }
}

/** The program and its commands. */
export function allCommands(program: DescribedCommand): readonly DescribedCommand[] {
  return [program, ...program.commands]
}
