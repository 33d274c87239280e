import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Chevrotain, from the one-file bundle that its package ships. The package's main entry loads several hundred
 * files of lodash one by one, which takes some 250 ms of every start; the bundle takes 15 ms.
 */
const entry = createRequire(import.meta.url).resolve('chevrotain')
const bundle = join(dirname(entry), '..', 'chevrotain.min.mjs')

const chevrotain: typeof import('chevrotain') = existsSync(bundle)
  ? await import(pathToFileURL(bundle).href)
  : await import('chevrotain')

export const {
  Alternation,
  createToken,
  EmbeddedActionsParser,
  Lexer,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
} = chevrotain
