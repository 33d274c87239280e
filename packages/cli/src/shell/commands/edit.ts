import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../command-line/usage-error.js'
import type { MetaCommand } from '../meta-command.js'

export const edit: MetaCommand = {
  names: ['e', 'edit'],
  usage: '\\e [FILE]',
  help: 'edit the statement before it, the last one, or a file in $VISUAL or $EDITOR',
  group: 'Query',
  completes: 'file',
  takesStatement: true,
  run: async (shell, [file], { statement }) => {
    const folder = await mkdtemp(join(tmpdir(), 'certsql-edit-'))
    try {
      const path = file ?? join(folder, 'statement.sql')
      if (file === undefined) await writeFile(path, statement === undefined ? '' : `${statement};\n`)
      const exitCode = await shell.lend(() => runEditor(path))
      if (exitCode !== 0) throw new UsageError('The editor was left with an error; nothing was taken.')
      shell.prefill((await readFile(path, 'utf8')).trim())
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function runEditor(path: string): Promise<number | null> {
  const { VISUAL, EDITOR } = process.env
  const command = VISUAL || EDITOR || (process.platform === 'win32' ? 'notepad' : 'vi')
  // The variable may hold options of the editor, and is a line for the system's shell by custom.
  const child = spawn(`${command} "$CERTSQL_EDITED"`, {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, CERTSQL_EDITED: path },
  })
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
}
