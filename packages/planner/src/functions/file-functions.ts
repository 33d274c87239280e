import type { FileFunction } from './function-definition.js'

/** The columns are those of the file: `FROM 'accounts.csv'` is `FROM read_file('accounts.csv')`. */
export const FILE_FUNCTIONS: readonly FileFunction[] = [
  {
    kind: 'file',
    family: 'table',
    name: 'read_file',
    signatures: ['text -> *'],
    help: "The rows of a file of this machine, by the end of its name; FROM 'accounts.csv' means the same.",
  },
  {
    kind: 'file',
    family: 'table',
    name: 'read_csv',
    aliases: ['read_csv_auto'],
    format: 'csv',
    signatures: ['text -> *'],
    help: 'The rows of a CSV file of this machine; options behind its name: header, delim, nullstr, encoding, dateformat, decimal_separator, all_varchar.',
  },
  {
    kind: 'file',
    family: 'table',
    name: 'read_json',
    aliases: ['read_json_auto', 'read_ndjson'],
    format: 'json',
    signatures: ['text -> *'],
    help: 'The rows of a JSON file of this machine: an array of objects, or one object per line.',
  },
  {
    kind: 'file',
    family: 'table',
    name: 'read_parquet',
    aliases: ['parquet_scan'],
    format: 'parquet',
    signatures: ['text -> *'],
    help: 'The rows of a Parquet file of this machine.',
  },
  {
    kind: 'file',
    family: 'table',
    name: 'read_xlsx',
    format: 'xlsx',
    signatures: ['text -> *'],
    help: 'The rows of a sheet of a workbook of this machine; options behind its name: sheet, header, all_varchar.',
  },
]
