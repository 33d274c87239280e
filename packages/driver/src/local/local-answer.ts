import { CertSqlError, type Column, type RowBatch, uniqueNames } from '@certsql/core'
import { createLocalTable, type ExecutionContext, keepRows, type LocalDatabase } from '@certsql/engine'
import type { LocalRelation, LocalStatement } from '@certsql/planner'
import { type Answer, heldAnswer } from '../statement/answer.js'
import type { TemporaryRelations } from './temporary-relations.js'

/** CREATE TEMP TABLE, CREATE TEMP VIEW and DROP. */
export async function localAnswer(
  statement: LocalStatement,
  relations: TemporaryRelations,
  context: ExecutionContext,
): Promise<Answer> {
  switch (statement.kind) {
    case 'CreateTable':
      return await createTable(statement, relations, context)
    case 'CreateView':
      requireUnchanged(statement.view.name, statement.replaces, relations)
      relations.put(statement.view)
      return heldAnswer([], [])
    case 'Drop':
      relations.remove(statement.relation)
      await dropRows(statement.relation, context)
      return heldAnswer([], [])
    case 'Nothing':
      return heldAnswer([], [], { notices: [{ kind: 'nothingDone', message: statement.notice }] })
  }
}

async function createTable(
  { name, columns, plan, replaces }: Extract<LocalStatement, { kind: 'CreateTable' }>,
  relations: TemporaryRelations,
  context: ExecutionContext,
): Promise<Answer> {
  const storage = relations.newStorage()
  const { rows, stats, notices } = await createLocalTable({ storage, columns }, plan, context)
  try {
    requireUnchanged(name, replaces, relations)
  } catch (error) {
    await context.database.dropTable(storage)
    throw error
  }
  relations.put({ kind: 'LocalTable', name, columns, storage })
  if (replaces !== undefined) await dropRows(replaces, context)
  return heldAnswer([], [], { stats, notices, written: { affectedRows: rows, report: undefined } })
}

/** Rows that are here already, as a temporary table in place of one that has the name. */
export async function keepResult(
  name: string,
  columns: readonly Column[],
  rows: RowBatch['rows'],
  relations: TemporaryRelations,
  context: ExecutionContext,
): Promise<void> {
  const storage = relations.newStorage()
  const names = uniqueNames(columns.map((column) => column.name))
  const unique = columns.map(({ type }, index) => ({ name: names[index] ?? '', type }))
  await keepRows({ storage, columns: unique }, rows, context)
  const before = relations.find(name)
  relations.put({ kind: 'LocalTable', name, columns: unique, storage })
  if (before !== undefined) await dropRows(before, context)
}

async function dropRows(relation: LocalRelation, { database }: ExecutionContext): Promise<void> {
  if (relation.kind === 'LocalTable') await database.dropTable(relation.storage)
}

/** At the end of a session. */
export async function dropAll(relations: TemporaryRelations, database: LocalDatabase): Promise<void> {
  for (const relation of relations.all()) {
    relations.remove(relation)
    if (relation.kind === 'LocalTable') await database.dropTable(relation.storage)
  }
}

/** Statements may run at the same time: another one may have taken the name meanwhile. */
function requireUnchanged(
  name: string,
  expected: LocalRelation | undefined,
  relations: TemporaryRelations,
): void {
  if (relations.find(name) === expected) return
  throw new CertSqlError({
    code: 'CERT-2008',
    message: `Another statement made or dropped "${name}" at the same time.`,
    hint: 'run the statement again',
  })
}
