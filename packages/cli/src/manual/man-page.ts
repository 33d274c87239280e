import type { DescribedCommand, DescribedOption } from '../command-line/described-command.js'
import { META_COMMANDS } from '../shell/commands/meta-commands.js'
import { EDITOR_KEYS } from '../shell/editor-keys.js'
import { COMMAND_GROUPS } from '../shell/meta-command.js'
import { DESCRIPTION, type ManualSection, SECTIONS } from './manual.js'

/** `certsql.1`, in the macros of man(7): made of the command line and of the commands of the shell. */
export function manPage(program: DescribedCommand, version: string): string {
  return [
    `.TH CERTSQL 1 "" "certsql ${version}" "CertSQL"`,
    '.SH NAME',
    'certsql \\- SQL over Certinia',
    '.SH SYNOPSIS',
    ...synopsis(program),
    ...printSection(DESCRIPTION),
    '.SH OPTIONS',
    ...program.options.flatMap(printOption),
    '.SH COMMANDS',
    ...program.commands.flatMap(printCommand),
    ...theShell(),
    ...SECTIONS.flatMap(printSection),
    '',
  ].join('\n')
}

function synopsis(program: DescribedCommand): readonly string[] {
  const lines = [program, ...program.commands].map(
    (command) =>
      `.B ${command === program ? 'certsql' : `certsql ${command.name}`}\n${roff(usageOf(command))}`,
  )
  return [lines.join('\n.br\n')]
}

/** `[options] <file> [url]` */
export function usageOf({ arguments: given, options }: DescribedCommand): string {
  return [...(options.length === 0 ? [] : ['[options]']), ...given.map(({ usage }) => usage)].join(' ')
}

function printCommand(command: DescribedCommand): readonly string[] {
  return [
    `.SS ${quoted(`certsql ${command.name} ${usageOf(command)}`)}`,
    `${sentence(command.description)}`,
    ...command.options.flatMap(printOption),
  ]
}

function printOption({ names, usage, description }: DescribedOption): readonly string[] {
  const flags = names.map((name) => `\\fB${roff(name)}\\fR`).join(', ')
  return ['.TP', usage === undefined ? flags : `${flags} \\fI${roff(usage)}\\fR`, sentence(description)]
}

function theShell(): readonly string[] {
  const groups = COMMAND_GROUPS.flatMap((group) => [
    `.SS ${quoted(group)}`,
    ...META_COMMANDS.filter((command) => command.group === group).flatMap(({ usage, help }) =>
      term(usage, help),
    ),
  ])
  return [
    '.SH THE SHELL',
    roff(
      'A statement ends with a semicolon and may take several lines. What begins with a backslash is a command of the shell.',
    ),
    '.SS Keys',
    ...EDITOR_KEYS.flatMap(([keys, deed]) => term(keys, deed)),
    ...groups,
  ]
}

function printSection({ title, paragraphs, terms, lines }: ManualSection): readonly string[] {
  return [
    `.SH ${quoted(title.toUpperCase())}`,
    ...terms.flatMap(([word, meaning]) => term(word, meaning)),
    ...paragraphs.flatMap((paragraph) => ['.PP', roff(paragraph)]),
    ...(lines.length === 0 ? [] : ['.PP', '.nf', ...lines.map(roff), '.fi']),
  ].filter((line, place, all) => !(line === '.PP' && /^\.S[HS]/.test(all[place - 1] ?? '')))
}

function term(word: string, meaning: string): readonly string[] {
  return ['.TP', `\\fB${roff(word)}\\fR`, sentence(meaning)]
}

function sentence(text: string): string {
  return roff(`${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.;]?$/, '.')}`)
}

/** Text as roff reads it: backslashes, hyphens that are typed, signs beyond ASCII, and lines that look like requests. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /[^\0-\x7f]/gu,
      (sign) => `\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^([.'])/, '\\&$1')
}

function quoted(text: string): string {
  return `"${roff(text).replaceAll('"', '\\(dq')}"`
}
