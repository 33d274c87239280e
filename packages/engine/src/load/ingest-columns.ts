import type { WriteAction, WriteColumn } from '@certsql/planner'

/** All columns that the records of an action may have, as Bulk names them. */
export function ingestColumns({ columns, idPosition }: WriteAction): readonly string[] {
  const id = idPosition === undefined ? [] : ['Id']
  return [...id, ...columns.map(columnName)]
}

/** `Name`, `Account.Ext__c`, `User:Owner.Username` */
function columnName({ target }: WriteColumn): string {
  if (target.kind === 'field' || target.resolvedBy === 'here') return target.column.name
  const { relationship, parent, key } = target
  const type = relationship.polymorphic ? `${parent.name}:` : ''
  return `${type}${relationship.name}.${key.name}`
}
