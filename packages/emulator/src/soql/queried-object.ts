import type { OrgObject } from '../org/org-object.js'
import type { Evaluation } from './evaluation.js'
import type { Query } from './query-tree.js'

/** The object that a query, or the inner query of a semi-join, reads. */
export function queriedObject({ from }: Query, { org, complaints }: Evaluation): OrgObject {
  const [first] = from
  const name = first?.path.names.join('.') ?? ''
  const object = org.object(name)
  if (object === undefined || first === undefined) {
    throw complaints.invalidType(
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
      first?.path.span,
    )
  }
  if (object.schema.queryable === false) {
    throw complaints.other(
      'INVALID_TYPE_FOR_OPERATION',
      `entity type ${object.name} does not support query`,
      first.path.span,
    )
  }
  return object
}
