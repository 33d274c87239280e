import { extname } from 'node:path'
import { didYouMean, withoutPacking } from '@certsql/core'
import {
  FILE_FORMAT_NAMES,
  FILE_FORMATS,
  type FileFormat,
  FORMAT_NAMES,
  isFileFormat,
  isResultFormat,
  RESULT_FORMATS,
  type ResultFormat,
} from '../format/result-format.js'
import { UsageError } from './usage-error.js'

/** The format that was asked for, or else the one that the name of the output file tells, or else a table. */
export function chooseFormat(
  asked: string | undefined,
  outputFile: string | undefined,
): ResultFormat | FileFormat {
  if (asked !== undefined) return requireFormat(asked.toLowerCase())
  const extension = outputFile === undefined ? '' : extname(withoutPacking(outputFile)).slice(1).toLowerCase()
  if (OTHER_WORKBOOKS.includes(extension)) {
    throw new UsageError(
      'Workbooks are written as .xlsx.',
      `--output ${outputFile?.slice(0, -extension.length)}xlsx`,
    )
  }
  return (
    FORMAT_NAMES.find((name) => RESULT_FORMATS[name].extensions.includes(extension)) ??
    FILE_FORMAT_NAMES.find((name) => FILE_FORMATS[name].some((one) => one === extension)) ??
    'table'
  )
}

/** Whoever names a file so does not want a table of text in it. */
const OTHER_WORKBOOKS: readonly string[] = ['xls', 'xlsm', 'xlsb', 'ods']

/** A format that can be printed. */
export function chooseTextFormat(asked: string): ResultFormat {
  const format = requireFormat(asked.toLowerCase())
  if (isFileFormat(format)) {
    throw new UsageError(`The format "${format}" is one of files.`, `\\export result.${format}`)
  }
  return format
}

function requireFormat(name: string): ResultFormat | FileFormat {
  if (isResultFormat(name) || isFileFormat(name)) return name
  const all = [...FORMAT_NAMES, ...FILE_FORMAT_NAMES]
  throw new UsageError(
    `There is no format "${name}".`,
    didYouMean(name, all) ?? `the formats are ${all.join(', ')}`,
  )
}
