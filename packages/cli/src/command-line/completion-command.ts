import { Argument, type Command } from 'commander'
import { COMPLETED_SHELLS, type CompletionInvocation, type Invocation } from './invocation.js'

/** `certsql completion bash` */
export function addCompletionCommand(program: Command, found: (invocation: Invocation) => void): void {
  program
    .command('completion')
    .description('print a script that lets a shell complete the words of certsql')
    .addArgument(new Argument('<shell>').choices(COMPLETED_SHELLS))
    .addHelpText('after', AFTER_HELP)
    .action((shell: CompletionInvocation['shell']) => found({ kind: 'completion', shell }))
}

const AFTER_HELP = `
  certsql completion bash > ~/.local/share/bash-completion/completions/certsql
  certsql completion zsh > ~/.zfunc/_certsql      with  fpath+=~/.zfunc  before  compinit  in ~/.zshrc
  certsql completion fish > ~/.config/fish/completions/certsql.fish`
