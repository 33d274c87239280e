import { Choices } from './choices.js'
import type { Vocabulary } from './vocabulary.js'
import { writeCondition } from './write-condition.js'
import { writeExpression } from './write-expression.js'
import { writeQuery } from './write-query.js'
import { writeRelation } from './write-relation.js'
import type { WritingContext, WrittenQuery } from './writing-context.js'

/** The statement that a tape of choices stands for. */
export function writeStatement(tape: readonly number[], vocabulary: Vocabulary): WrittenQuery {
  const choices = new Choices(tape)
  const depth = choices.pick([1, 0, 1, 2])
  const context = newContext(choices, vocabulary)
  return writeQuery({ depth }, context)
}

/** The rows of a query, and the same rows in three parts. */
export interface Partition {
  readonly whole: string
  readonly parts: string
}

/** Every row passes `p`, `NOT p` or `p IS NULL`: ternary-logic partitioning. */
export function writePartition(tape: readonly number[], vocabulary: Vocabulary): Partition {
  const choices = new Choices(tape)
  const context = newContext(choices, vocabulary)
  const { sql, columns } = writeRelation(context, 1)
  const condition = writeCondition(context, { columns, outer: [] }, 2)
  const items = choices.several(3, () => choices.pick(columns).sql)
  const select = `SELECT ${items.map((item, index) => `${item} AS c${index}`).join(', ')} FROM ${sql}`
  const parts = [condition, `NOT (${condition})`, `(${condition}) IS NULL`]
  return { whole: select, parts: parts.map((part) => `${select} WHERE ${part}`).join(' UNION ALL ') }
}

function newContext(choices: Choices, vocabulary: Vocabulary): WritingContext {
  let names = 0
  const context: WritingContext = {
    choices,
    vocabulary,
    tables: vocabulary.tables,
    newName: (prefix) => {
      names += 1
      return `${prefix}${names}`
    },
    expression: (type, scope, depth) => writeExpression(context, type, scope, depth),
    condition: (scope, depth) => writeCondition(context, scope, depth),
    query: (request, within) => writeQuery(request, within),
  }
  return context
}
