import type { RowError } from '../write/record-write.js'

/**
 * Reads the errors of a row: `CODE:message:fields --`, several with `;` between. The words may hold colons.
 *
 * ```ts
 * readRowErrors('REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --')
 * // [{ code: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] }]
 * ```
 */
export function readRowErrors(text: string): readonly RowError[] {
  return text.split(/--\s*;\s*(?=[A-Z_]+:)/).map(readRowError)
}

function readRowError(text: string): RowError {
  const [, code, rest = ''] = /^\s*([A-Z_]+)\s*:(.*)$/s.exec(text) ?? []
  if (code === undefined) return { code: 'UNKNOWN_EXCEPTION', message: text.trim(), fields: [] }
  const [, message = rest, names = ''] = /^(.*):([^:]*?)(?:--)?\s*$/s.exec(rest) ?? []
  const fields = names.split(',').map((name) => name.trim())
  return { code, message: message.trim(), fields: fields.filter((name) => name !== '') }
}
