/**
 * What a function takes and gives, in one line:
 *
 *   text, integer? -> text          the second argument may be left out
 *   any... -> common                one or more of any type
 *   text, any...? -> text           none or more
 *   number -> same                  the type of the first argument
 *   list -> *                       the function's `resultType` decides
 */
export interface Signature {
  readonly text: string
  readonly parameters: readonly Parameter[]
  readonly result: ResultKind
}

export interface Parameter {
  readonly kind: ParameterKind
  readonly optional: boolean
  readonly repeated: boolean
}

export type ParameterKind =
  | 'any'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'double'
  /** Any kind of number, left as it is. */
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestamptz'
  | 'interval'
  | 'json'
  | 'list'
  /** The type of the first argument. */
  | 'first'

export type ResultKind =
  | Exclude<ParameterKind, 'any' | 'number' | 'list' | 'decimal' | 'first'>
  | 'same'
  | 'common'
  | '*'

const parsed = new Map<string, Signature>()

export function parseSignature(text: string): Signature {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const [takes = '', gives = ''] = text.split('->').map((half) => half.trim())
  const parameters = takes === '' ? [] : takes.split(/\s*,\s*/).map(parseParameter)
  const signature: Signature = { text, parameters, result: gives as ResultKind }
  parsed.set(text, signature)
  return signature
}

function parseParameter(text: string): Parameter {
  const optional = text.endsWith('?')
  const withoutMark = optional ? text.slice(0, -1) : text
  const repeated = withoutMark.endsWith('...')
  return { kind: withoutMark.replace('...', '') as ParameterKind, optional, repeated }
}

/** The parameter that the argument at an index goes to, or undefined when there are too many. */
export function parameterAt(signature: Signature, index: number): Parameter | undefined {
  const last = signature.parameters.at(-1)
  return signature.parameters[index] ?? (last?.repeated === true ? last : undefined)
}

export function fitsCount(signature: Signature, count: number): boolean {
  const needed = signature.parameters.filter((parameter) => !parameter.optional).length
  const last = signature.parameters.at(-1)
  return count >= needed && (count <= signature.parameters.length || last?.repeated === true)
}

/** `left(text, integer) → text`, as messages and help show it. */
export function formatSignature(name: string, text: string): string {
  const { parameters, result } = parseSignature(text)
  const takes = parameters.map(formatParameter).join(', ')
  return `${name}(${takes})${result === '*' || result === 'common' || result === 'same' ? '' : ` → ${result}`}`
}

function formatParameter({ kind, optional, repeated }: Parameter): string {
  const text = repeated ? `${kind}, …` : kind
  return optional ? `[${text}]` : text
}
