import { type Expression, makeCall } from '@certsql/sql'
import type { ArgumentConstants, ArgumentTypes, ScalarFunction } from './function-definition.js'
import { pointerOf, readPath, stepPath } from './json-path.js'
import {
  argumentAt,
  call,
  cast,
  choose,
  constantText,
  joinTexts,
  operate,
  same,
  sameAs,
  text,
  typeAt,
} from './lowering.js'

function scalar(facts: Omit<ScalarFunction, 'kind' | 'family'>): ScalarFunction {
  return { kind: 'scalar', family: 'json', ...facts }
}

export const JSON_FUNCTIONS: readonly ScalarFunction[] = [
  scalar({
    name: '->',
    internal: true,
    signatures: ['json, text -> json', 'json, integer -> json'],
    help: 'The part of a JSON value under a key, or at a position from 0.',
    lower: (args, types) => call('json_extract', argumentAt(args, 0), step(args, types)),
  }),
  scalar({
    name: '->>',
    internal: true,
    signatures: ['json, text -> text', 'json, integer -> text'],
    help: 'The part of a JSON value under a key, or at a position from 0, as text.',
    lower: (args, types) => textAt(argumentAt(args, 0), step(args, types)),
  }),
  scalar({
    name: '#>',
    internal: true,
    signatures: ['json, text -> json', 'json, list -> json'],
    help: "The part of a JSON value at the end of a path: '{lines,0,amount}'.",
    validate: requirePath,
    lower: (args) => call('json_extract', argumentAt(args, 0), wholePath(argumentAt(args, 1))),
  }),
  scalar({
    name: '#>>',
    internal: true,
    signatures: ['json, text -> text', 'json, list -> text'],
    help: "The part of a JSON value at the end of a path, as text: '{lines,0,amount}'.",
    validate: requirePath,
    lower: (args) => textAt(argumentAt(args, 0), wholePath(argumentAt(args, 1))),
  }),
  scalar({
    name: 'json_extract_path',
    aliases: ['jsonb_extract_path'],
    signatures: ['json, text... -> json'],
    help: 'The part of a JSON value at the end of a path of keys and positions.',
    lower: (args) => call('json_extract', argumentAt(args, 0), pointerOf(args.slice(1))),
  }),
  scalar({
    name: 'json_extract_path_text',
    aliases: ['jsonb_extract_path_text'],
    signatures: ['json, text... -> text'],
    help: 'The part of a JSON value at the end of a path of keys and positions, as text.',
    lower: (args) => textAt(argumentAt(args, 0), pointerOf(args.slice(1))),
  }),
  scalar({
    name: 'json_array_length',
    aliases: ['jsonb_array_length'],
    signatures: ['json -> integer'],
    help: 'The number of values in a JSON array.',
    lower: sameAs('json_array_length', 'integer'),
  }),
  scalar({
    name: 'json_typeof',
    aliases: ['jsonb_typeof'],
    signatures: ['json -> text'],
    help: 'The kind of a JSON value: object, array, string, number, boolean or null.',
    lower: lowerTypeOf,
  }),
  scalar({
    name: 'to_json',
    aliases: ['to_jsonb'],
    signatures: ['any -> json'],
    help: 'The value as JSON.',
    lower: same('to_json'),
  }),
  scalar({
    name: 'json_build_object',
    aliases: ['jsonb_build_object', 'json_object'],
    signatures: ['any...? -> json'],
    help: 'A JSON object of keys and values in turn.',
    validate: (types) =>
      types.length % 2 === 0
        ? undefined
        : 'json_build_object takes keys and values in turn; one value is missing.',
    lower: (args, types) =>
      makeCall(
        'json_object',
        args.map((argument, index) =>
          index % 2 === 0 && typeAt(types, index).kind !== 'text' ? cast(argument, 'varchar') : argument,
        ),
      ),
  }),
  scalar({
    name: 'json_build_array',
    aliases: ['jsonb_build_array', 'json_array'],
    signatures: ['any...? -> json'],
    help: 'A JSON array of values.',
    lower: same('json_array'),
  }),
  scalar({
    name: 'json_object_keys',
    signatures: ['json -> *'],
    help: 'The keys of a JSON object, as a list.',
    resultType: () => ({ kind: 'list', element: { kind: 'text', comparison: 'exact' } }),
    lower: same('json_keys'),
  }),
  scalar({
    name: 'json_contains',
    signatures: ['json, json -> boolean'],
    help: 'Whether one JSON value holds another.',
    lower: same('json_contains'),
  }),
  scalar({
    name: 'json_valid',
    signatures: ['text -> boolean'],
    help: 'Whether a text is JSON.',
    lower: same('json_valid'),
  }),
]

function step(args: readonly Expression[], types: ArgumentTypes): Expression {
  return stepPath(argumentAt(args, 1), typeAt(types, 1))
}

/** DuckDB gives the text `null` for JSON's null, PostgreSQL gives NULL. */
function textAt(document: Expression, path: Expression): Expression {
  const isNull = operate(call('json_type', document, path), '=', text('NULL'))
  return choose(
    [[isNull, cast({ kind: 'NullLiteral', span: document.span }, 'varchar')]],
    call('json_extract_string', document, path),
  )
}

function requirePath([, type]: ArgumentTypes, [, path]: ArgumentConstants): string | undefined {
  if (type?.kind === 'list') return undefined
  return path !== undefined && readPath(path) !== undefined
    ? undefined
    : "A path is a constant in braces, such as '{lines,0,amount}'."
}

function wholePath(path: Expression): Expression {
  const constant = constantText(path)
  if (constant !== undefined) return pointerOf((readPath(constant) ?? []).map(text))
  return joinTexts([text('/'), call('array_to_string', path, text('/'))])
}

function lowerTypeOf(args: readonly Expression[]): Expression {
  const kind = makeCall('json_type', args)
  const is = (...names: readonly string[]) => ({
    kind: 'InList' as const,
    operand: kind,
    items: names.map(text),
    negated: false,
    span: kind.span,
  })
  return choose([
    [is('OBJECT'), text('object')],
    [is('ARRAY'), text('array')],
    [is('VARCHAR'), text('string')],
    [is('BOOLEAN'), text('boolean')],
    [is('NULL'), text('null')],
    [is('BIGINT', 'UBIGINT', 'DOUBLE', 'HUGEINT', 'UHUGEINT'), text('number')],
  ])
}
