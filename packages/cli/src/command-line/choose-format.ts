import { extname } from 'node:path'
import { didYouMean } from '@certsql/core'
import {
  FORMAT_NAMES,
  FORMATS_TO_COME,
  isResultFormat,
  RESULT_FORMATS,
  type ResultFormat,
} from '../format/result-format.js'
import { UsageError } from './usage-error.js'

/** The format that was asked for, or else the one that the name of the output file tells, or else a table. */
export function chooseFormat(asked: string | undefined, outputFile: string | undefined): ResultFormat {
  if (asked !== undefined) return requireFormat(asked.toLowerCase())
  const extension = outputFile === undefined ? '' : extname(outputFile).slice(1).toLowerCase()
  const toCome = Object.keys(FORMATS_TO_COME).find((name) => FORMATS_TO_COME[name]?.includes(extension))
  if (toCome !== undefined) throw notYet(toCome)
  return FORMAT_NAMES.find((name) => RESULT_FORMATS[name].extensions.includes(extension)) ?? 'table'
}

function requireFormat(name: string): ResultFormat {
  if (isResultFormat(name)) return name
  if (Object.hasOwn(FORMATS_TO_COME, name)) throw notYet(name)
  throw new UsageError(
    `There is no format "${name}".`,
    didYouMean(name, FORMAT_NAMES) ?? `the formats are ${FORMAT_NAMES.join(', ')}`,
  )
}

function notYet(name: string): UsageError {
  return new UsageError(
    `The format "${name}" is not supported yet.`,
    `the formats are ${FORMAT_NAMES.join(', ')}`,
  )
}
