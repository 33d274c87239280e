import type { DescribedCommand, DescribedOption } from '../command-line/described-command.js'
import { usageOf } from './man-page.js'
import { DESCRIPTION, type ManualSection, SECTIONS } from './manual.js'

/** The page `docs/command-line.md`. */
export function commandLinePage(program: DescribedCommand): string {
  const parts = [
    `# The command line\n\n${HEAD}`,
    printSection(DESCRIPTION),
    `## Options\n\n\`certsql ${usageOf(program)}\`\n\n${optionTable(program.options)}`,
    `## Commands\n\n${program.commands.map(printCommand).join('\n\n')}`,
    COMPLETION,
    ...SECTIONS.map(printSection),
  ]
  return `${parts.join('\n\n')}\n`
}

const HEAD = `<!-- Made from packages/cli/src/command-line and src/manual by packages/cli/scripts/write-pages.mjs. -->

The same as a man page: \`packages/cli/man/certsql.1\`, which an installed certsql brings along (\`man certsql\`). What the
shell does is in [the shell](shell.md).`

const COMPLETION = `## Completion

Shells complete commands, options, formats, files, the names of properties (\`-p Ma\`Tab) and of profiles:

| shell | once | or for now |
| --- | --- | --- |
| bash | \`certsql completion bash > ~/.local/share/bash-completion/completions/certsql\` (with the package bash-completion) | \`source <(certsql completion bash)\` |
| zsh | \`certsql completion zsh > ~/.zfunc/_certsql\`, and in \`~/.zshrc\` before \`compinit\`: \`fpath+=~/.zfunc\` | \`source <(certsql completion zsh)\` |
| fish | \`certsql completion fish > ~/.config/fish/completions/certsql.fish\` | \`certsql completion fish \\| source\` |

The scripts are made of the command line as it is: after an update of certsql, make them again.`

function printCommand(command: DescribedCommand): string {
  const head = `### certsql ${command.name}\n\n\`certsql ${command.name} ${usageOf(command)}\`: ${cell(command.description)}.`
  return `${head}\n\n${optionTable(command.options)}`
}

function optionTable(options: readonly DescribedOption[]): string {
  const rows = options.map(({ names, usage, description }) => {
    const flags = names.map((name) => `\`${name}\``).join(', ')
    return `| ${flags}${usage === undefined ? '' : ` \`${usage}\``} | ${cell(description)} |`
  })
  return ['| option | |', '| --- | --- |', ...rows].join('\n')
}

function printSection({ title, paragraphs, terms, lines }: ManualSection): string {
  const table = [
    '| | |',
    '| --- | --- |',
    ...terms.map(([word, meaning]) => `| \`${word}\` | ${cell(meaning)} |`),
  ]
  return [
    `## ${title}`,
    ...(terms.length === 0 ? [] : [table.join('\n')]),
    ...paragraphs,
    ...(lines.length === 0 ? [] : [['```sh', ...lines, '```'].join('\n')]),
  ].join('\n\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
