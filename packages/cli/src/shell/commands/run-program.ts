import { spawn } from 'node:child_process'
import type { MetaCommand } from '../meta-command.js'

export const runProgram: MetaCommand = {
  names: ['!'],
  usage: '\\! [COMMAND]',
  help: "run a command of the system's shell, or open one",
  group: 'General',
  run: async (shell, _words, { text }) => {
    const { SHELL = 'sh' } = process.env
    const child = () =>
      text === '' ? spawn(SHELL, { stdio: 'inherit' }) : spawn(text, { stdio: 'inherit', shell: true })
    await shell.lend(
      () =>
        new Promise<void>((resolve, reject) => {
          const running = child()
          running.on('error', reject)
          running.on('close', () => resolve())
        }),
    )
  },
}
