export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

interface MemberTypes {
  readonly string: string
  readonly number: number
  readonly boolean: boolean
  readonly object: object
}

/** A member of this type, or undefined when it is missing; anything else is an error. */
export function readMember<Type extends keyof MemberTypes>(
  record: Readonly<Record<string, unknown>>,
  name: string,
  type: Type,
  complain: (message: string) => Error,
): MemberTypes[Type] | undefined {
  const value = record[name]
  if (value === undefined) return undefined
  if (typeof value !== type) throw complain(`"${name}" must be a ${type}`)
  return value as MemberTypes[Type]
}
