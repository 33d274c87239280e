import { quoteText } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'
import type { ImportInvocation } from './import-invocation.js'

/**
 * The statement that loads the file.
 *
 * ```ts
 * // COPY Account FROM 'new.csv' (UPSERT Ext__c, ON_ERROR skip, ERRORS 'bad.csv')
 * ```
 */
export function importStatement(invocation: ImportInvocation): string {
  const { file, table, upsertOn, mapping, errorsFile, ledgerFile, options } = invocation
  const written = [
    ...(upsertOn === undefined ? [] : [`UPSERT ${quoteText(upsertOn)}`]),
    ...(mapping.size === 0 ? [] : [`MAPPING ${quoteText(JSON.stringify(Object.fromEntries(mapping)))}`]),
    ...(errorsFile === undefined ? [] : ['ON_ERROR skip', `ERRORS ${quoteText(errorsFile)}`]),
    ...(ledgerFile === undefined ? [] : [`LEDGER ${quoteText(ledgerFile)}`]),
    ...[...options].map(([name, value]) => `${optionName(name)} ${quoteText(value)}`),
  ]
  const copy = `COPY ${table} FROM ${quoteText(file)}`
  return written.length === 0 ? copy : `${copy} (${written.join(', ')})`
}

function optionName(name: string): string {
  if (/^[A-Za-z_]+$/.test(name)) return name.toUpperCase()
  throw new UsageError(`"${name}" is no name of an option.`, "--option DELIMITER=';'")
}
