import { isFoldedText } from '@certsql/core'
import { type Expression, makeCall } from '@certsql/sql'
import type { ArgumentTypes, FunctionDefinition } from './function-definition.js'
import { argumentAt, call, choose, isNull, operate, same } from './lowering.js'

export const CONDITIONAL_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    kind: 'scalar',
    family: 'conditional',
    name: 'coalesce',
    aliases: ['ifnull', 'nvl'],
    signatures: ['any... -> common'],
    help: 'The first value that is not null.',
    unifies: true,
    lower: same('coalesce'),
  },
  {
    kind: 'special',
    family: 'conditional',
    name: 'nullif',
    signatures: ['any, any -> same'],
    help: 'NULL when both values are equal, else the first.',
  },
  {
    kind: 'scalar',
    family: 'conditional',
    name: 'greatest',
    signatures: ['any... -> common'],
    help: 'The greatest value; nulls are left out.',
    unifies: true,
    lower: (args, types) => extreme('greatest', '>=', args, types),
  },
  {
    kind: 'scalar',
    family: 'conditional',
    name: 'least',
    signatures: ['any... -> common'],
    help: 'The smallest value; nulls are left out.',
    unifies: true,
    lower: (args, types) => extreme('least', '<=', args, types),
  },
  {
    kind: 'special',
    family: 'conditional',
    name: 'if',
    aliases: ['iif'],
    signatures: ['boolean, any, any? -> common'],
    help: 'One value when a condition holds, else another (NULL).',
  },
  {
    kind: 'special',
    family: 'conditional',
    name: 'decode',
    signatures: ['any, any, any, any...? -> common'],
    help: 'The value that stands behind the one that equals the first; the last one when none does.',
  },
]

/** Texts of the org are compared without case; the one that was given is the answer. */
function extreme(
  name: string,
  operator: '>=' | '<=',
  args: readonly Expression[],
  types: ArgumentTypes,
): Expression {
  const folded = types.every(isFoldedText)
  if (!folded || args.length === 1) return makeCall(name, args)
  return args.slice(1).reduce((best, next) => better(best, next, operator), argumentAt(args, 0))
}

function better(best: Expression, next: Expression, operator: '>=' | '<='): Expression {
  return choose(
    [
      [isNull(next), best],
      [isNull(best), next],
      [operate(call('upper', best), operator, call('upper', next)), best],
    ],
    next,
  )
}
