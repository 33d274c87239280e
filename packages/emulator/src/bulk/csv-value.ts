import type { ValueKind } from '../org/value-kind.js'
import { type ValueWriter, valueWriter } from '../soql/json-value.js'
import type { Variants } from '../variants.js'
import { quoted } from './csv-format.js'

/** Writes stored values as cells of a result file; null is an empty cell. */
export function csvValueWriter(kind: ValueKind, variants: Variants): ValueWriter {
  switch (kind) {
    case 'text':
    case 'multipicklist':
    case 'compound':
    case 'base64':
      return (value) => (value === null ? '""' : quoted(String(value)))
    case 'id':
    case 'date':
    case 'time':
      return (value) => (value === null ? '""' : `"${value as string}"`)
    case 'datetime':
      return variants.bulkDatetimes === 'zulu' ? writeZulu : writeOffset
    case 'boolean':
    case 'int':
      return (value) => (value === null ? '""' : `"${value}"`)
    case 'double': {
      const write = valueWriter(kind, variants)
      return (value) => (value === null ? '""' : `"${write(value)}"`)
    }
  }
}

/** `2026-01-31T10:00:00.000Z`, where REST writes `+0000`. */
const writeZulu: ValueWriter = (value) => (value === null ? '""' : `"${String(value).replace('+0000', 'Z')}"`)

const writeOffset: ValueWriter = (value) => (value === null ? '""' : `"${value as string}"`)
