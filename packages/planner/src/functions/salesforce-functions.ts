import { isFoldedText } from '@certsql/core'
import { type Expression, makeCall } from '@certsql/sql'
import type { ArgumentTypes, FunctionDefinition } from './function-definition.js'
import { argumentAt, call, constantText, operate, text } from './lowering.js'

export const SALESFORCE_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    kind: 'special',
    family: 'salesforce',
    name: 'includes',
    signatures: ['text, text... -> boolean'],
    help: "Whether a multi-select picklist has all of one of the given sets: INCLUDES(Regions__c, 'North;South', 'East').",
  },
  {
    kind: 'special',
    family: 'salesforce',
    name: 'excludes',
    signatures: ['text, text... -> boolean'],
    help: 'Whether a multi-select picklist has all of none of the given sets.',
  },
  {
    kind: 'scalar',
    family: 'salesforce',
    name: 'includes_any',
    internal: true,
    signatures: ['text, text... -> boolean'],
    help: 'What INCLUDES becomes.',
    lower: lowerIncludes,
  },
  {
    kind: 'special',
    family: 'salesforce',
    name: 'tolabel',
    signatures: ['text -> text'],
    help: "The label of a picklist's value in the language of the user; the org computes it.",
  },
  {
    kind: 'special',
    family: 'salesforce',
    name: 'format',
    signatures: ['any, any...? -> text'],
    help: "FORMAT(column): a number, date or time in the locale of the user, computed by the org. Otherwise as PostgreSQL: format('%s of %s', a, b).",
  },
  {
    kind: 'special',
    family: 'salesforce',
    name: 'convertcurrency',
    signatures: ['number -> same'],
    help: 'An amount in the currency of the user; the org computes it.',
  },
]

/** `a;b` asks for both. Values compare without case, unless the column is exact. */
function lowerIncludes(args: readonly Expression[], types: ArgumentTypes): Expression {
  const folded = types.every(isFoldedText)
  const column = argumentAt(args, 0)
  const held = call('string_split', folded ? call('upper', column) : column, text(';'))
  const tests = args
    .slice(1)
    .map((set) => call('list_has_all', held, makeCall('list_value', itemsOf(set, folded))))
  return tests.reduce((left, right) => operate(left, 'OR', right))
}

function itemsOf(set: Expression, folded: boolean): readonly Expression[] {
  const items = (constantText(set) ?? '').split(';').map((item) => text(item.trim()))
  return folded ? items.map((item) => call('upper', item)) : items
}
