/** What is wrong with a record, in the platform's words. */
export interface WriteError {
  readonly statusCode: string
  readonly message: string
  /** The fields that it is about, by their API names. */
  readonly fields: readonly string[]
}

/** What became of one record. */
export interface WriteResult {
  /** The 18-character Id, where one is known. */
  readonly id?: string
  readonly success: boolean
  /** Upserts say whether the record is a new one. */
  readonly created?: boolean
  readonly errors: readonly WriteError[]
}

/** Why a record is not written; it reaches the client as the errors of a result. */
export class RecordRefusal extends Error {
  constructor(readonly errors: readonly WriteError[]) {
    super(errors[0]?.message)
    this.name = 'RecordRefusal'
  }
}

/** A refusal for one reason. */
export function refuseRecord(
  statusCode: string,
  message: string,
  fields: readonly string[] = [],
): RecordRefusal {
  return new RecordRefusal([{ statusCode, message, fields }])
}

/** A record that cannot even be read: an unknown field, or a value of another type. */
export class MalformedRecord extends RecordRefusal {
  constructor(statusCode: string, message: string, fields: readonly string[] = []) {
    super([{ statusCode, message, fields }])
    this.name = 'MalformedRecord'
  }
}
