import type { OrgField } from '../org/org-field.js'
import type { OrgObject } from '../org/org-object.js'
import type { LocalOrg } from '../server/local-org.js'
import type { Evaluation } from '../soql/evaluation.js'
import { fieldWriter, recordWriter } from '../soql/record-writer.js'
import { OrgRefusal, SoqlComplaints } from '../soql/soql-refusal.js'

/** The fields of `?fields=Name,Phone`; all of them where nothing is said. */
export function selectedFields(object: OrgObject, names: string | null): readonly OrgField[] {
  if (names === null) return object.fields
  return namedFields(
    object,
    names.split(',').map((name) => name.trim()),
  )
}

export function namedFields(object: OrgObject, names: readonly string[]): readonly OrgField[] {
  const fields = names.map((name) => object.field(name) ?? unknownField(object, name))
  // The Id belongs to every answer that is a record, and nothing is answered twice.
  const id = object.field('Id')
  return [...new Set(id === undefined ? fields : [...fields, id])]
}

function unknownField(object: OrgObject, name: string): never {
  throw new OrgRefusal(
    400,
    'INVALID_FIELD',
    `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  )
}

/** Writes records of an object as the answer to a read of one of them has them. */
export function recordText(
  { org, variants, clock, locators, pageSize }: LocalOrg,
  basePath: string,
  object: OrgObject,
  fields: readonly OrgField[],
): (row: number) => string {
  const evaluation: Evaluation = {
    org,
    variants,
    clock,
    complaints: new SoqlComplaints(''),
    includeDeleted: false,
    basePath,
    pageSize,
    keep: (result) => locators.keep(result),
  }
  const table = org.table(object)
  const cells = fields.map((field) => ({
    name: field.name,
    write: fieldWriter(field, table, evaluation),
  }))
  return recordWriter(object, cells, evaluation)
}
