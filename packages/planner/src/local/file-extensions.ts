import type { FileFormat } from './local-file.js'

/** What a file holds by the end of its name. */
export const FILE_EXTENSIONS: ReadonlyMap<string, FileFormat> = new Map([
  ['csv', 'csv'],
  ['json', 'json'],
  ['ndjson', 'json'],
  ['jsonl', 'json'],
  ['parquet', 'parquet'],
  ['xlsx', 'xlsx'],
])
