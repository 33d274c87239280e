import type { CatalogView } from '@certsql/catalog'
import { CertSqlError, type Column, TEXT } from '@certsql/core'
import type { LocalRelations } from '@certsql/planner'
import type {
  Describe,
  Expression,
  QualifiedName,
  ResetProperty,
  SetProperty,
  ShowProperty,
} from '@certsql/sql'
import type { Setting, Settings } from '../properties/settings.js'
import { type Answer, heldAnswer } from './answer.js'
import { describeAnswer, describeLocal, findLocal } from './describe-answer.js'

const SHOW_ALL_COLUMNS: readonly Column[] = [
  { name: 'name', type: TEXT },
  { name: 'value', type: TEXT },
  { name: 'default', type: TEXT },
  { name: 'description', type: TEXT },
]

/** Statements that the connection answers by itself. */
export async function sessionAnswer(
  statement: SetProperty | ShowProperty | ResetProperty | Describe,
  settings: Settings,
  local: LocalRelations,
  resolve: (work: (view: CatalogView) => Answer) => Promise<Answer>,
): Promise<Answer> {
  switch (statement.kind) {
    case 'SetProperty':
      settings.set(
        propertyName(statement.name),
        statement.value === undefined ? null : literalText(statement.value),
      )
      return heldAnswer([], [])
    case 'ResetProperty':
      if (statement.name === undefined) settings.resetAll()
      else settings.reset(propertyName(statement.name))
      return heldAnswer([], [])
    case 'ShowProperty':
      return statement.name === undefined
        ? heldAnswer(SHOW_ALL_COLUMNS, settings.all().map(settingRow))
        : showOne(settings.show(propertyName(statement.name)))
    case 'Describe': {
      const parts = statement.name.parts.map(({ name }) => name)
      const relation = findLocal(parts, local)
      return relation === undefined ? resolve((view) => describeAnswer(view, parts)) : describeLocal(relation)
    }
  }
}

function showOne({ name, value }: Setting): Answer {
  return heldAnswer([{ name, type: TEXT }], [[value]])
}

function settingRow({ name, value, defaultValue, definition }: Setting) {
  return [name, value, defaultValue, definition.description]
}

/** `certsql.MaxRows` is `MaxRows`. */
function propertyName({ parts }: QualifiedName): string {
  const names = parts.map(({ name }) => name)
  return (names[0]?.toLowerCase() === 'certsql' ? names.slice(1) : names).join('.')
}

/** What stands behind `SET x =`: a literal or a bare word. */
function literalText(value: Expression): string {
  switch (value.kind) {
    case 'StringLiteral':
      return value.value
    case 'NumberLiteral':
      return value.text
    case 'BooleanLiteral':
      return String(value.value)
    case 'ColumnReference':
      return value.path.map(({ name }) => name).join('.')
  }
  if (value.kind === 'UnaryOperation' && value.operand.kind === 'NumberLiteral' && value.operator !== 'NOT') {
    return `${value.operator}${value.operand.text}`
  }
  throw new CertSqlError({
    code: 'CERT-8601',
    message: 'SET takes a value, not an expression.',
    hint: "write it as text, a number, or a word: SET TimeZone = 'Europe/London'",
    span: value.span,
  })
}
