import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { systemErrorReason } from '@certsql/core'
import type { SourceOption } from '../command-line/invocation.js'
import { UsageError } from '../command-line/usage-error.js'
import type { Script } from './script.js'

const STDIN_NAME = '<stdin>'

/** Reads all that `-c` and `-f` name, before anything runs: a missing file is better found out early. */
export async function readScripts(sources: readonly SourceOption[], stdin: Readable): Promise<Script[]> {
  const scripts: Script[] = []
  for (const source of sources) scripts.push(await readScript(source, stdin))
  return scripts
}

async function readScript(source: SourceOption, stdin: Readable): Promise<Script> {
  if (source.kind === 'command') return { text: source.sql }
  if (source.path === '-') return await readStandardInput(stdin)
  return { text: withoutMark(await readFileText(source.path)), file: source.path }
}

export async function readStandardInput(stdin: Readable): Promise<Script> {
  return { text: withoutMark(await text(stdin)), file: STDIN_NAME }
}

async function readFileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new UsageError(`The file "${path}" cannot be read: ${systemErrorReason(error)}.`)
  }
}

/** Windows editors begin UTF-8 files with a byte order mark. */
function withoutMark(content: string): string {
  return content.replace(/^\ufeff/, '')
}
