import { isFoldedText, list } from '@certsql/core'
import {
  type Expression,
  makeArray,
  makeCall,
  makeCast,
  makeColumn,
  makeFunctionTable,
  makeIsNull,
  makeOrderItem,
  makeQuery,
  makeScalarSubquery,
  makeSelect,
  makeSelectItem,
  makeTableAlias,
  makeType,
} from '@certsql/sql'
import { commonText } from './common-type.js'
import { lowerFormatText, quoteIdentifier, quoteLiteral, validateFormatText } from './format-text.js'
import type { ArgumentTypes, ScalarFunction } from './function-definition.js'
import { lowerToText } from './lower-text.js'
import {
  argumentAt,
  call,
  cast,
  choose,
  constantNumber,
  constantText,
  failure,
  joinTexts,
  number,
  operate,
  same,
  sameAs,
  text,
  typeAt,
} from './lowering.js'

function scalar(facts: Omit<ScalarFunction, 'kind' | 'family'>): ScalarFunction {
  return { kind: 'scalar', family: 'text', ...facts }
}

export const TEXT_FUNCTIONS: readonly ScalarFunction[] = [
  scalar({
    name: 'upper',
    aliases: ['ucase'],
    signatures: ['text -> text'],
    help: 'The text in capitals.',
    lower: same('upper'),
  }),
  scalar({
    name: 'lower',
    aliases: ['lcase'],
    signatures: ['text -> text'],
    help: 'The text in small letters.',
    lower: same('lower'),
  }),
  scalar({
    name: 'initcap',
    signatures: ['text -> text'],
    help: 'Each word with a capital first and small letters after it.',
    lower: (args) => capitalizeWords(argumentAt(args, 0)),
  }),
  scalar({
    name: 'length',
    aliases: ['char_length', 'character_length', 'len'],
    signatures: ['text -> integer'],
    help: 'The number of characters.',
    lower: sameAs('length', 'integer'),
  }),
  scalar({
    name: 'octet_length',
    signatures: ['text -> integer'],
    help: 'The number of bytes in UTF-8.',
    lower: sameAs('strlen', 'integer'),
  }),
  scalar({
    name: 'bit_length',
    signatures: ['text -> integer'],
    help: 'The number of bits in UTF-8.',
    lower: sameAs('bit_length', 'integer'),
  }),
  scalar({
    name: 'substring',
    aliases: ['substr', 'mid'],
    signatures: ['text, integer, integer? -> text', 'text, text -> text'],
    help: 'The part of a text from a position (from 1) and of a length, or the first match of a regular expression.',
    lower: lowerSubstring,
  }),
  scalar({
    name: 'left',
    signatures: ['text, integer -> text'],
    help: 'The first n characters; with a negative n all but the last.',
    lower: same('left'),
  }),
  scalar({
    name: 'right',
    signatures: ['text, integer -> text'],
    help: 'The last n characters; with a negative n all but the first.',
    lower: same('right'),
  }),
  scalar({
    name: 'lpad',
    signatures: ['text, integer, text? -> text'],
    help: 'The text brought to a length by characters (blanks) before it; longer texts are cut.',
    lower: (args) => pad('lpad', args),
  }),
  scalar({
    name: 'rpad',
    signatures: ['text, integer, text? -> text'],
    help: 'The text brought to a length by characters (blanks) behind it; longer texts are cut.',
    lower: (args) => pad('rpad', args),
  }),
  scalar({
    name: 'ltrim',
    signatures: ['text, text? -> text'],
    help: 'The text without these characters (blanks) at its start.',
    lower: (args) => trim('ltrim', args),
  }),
  scalar({
    name: 'rtrim',
    signatures: ['text, text? -> text'],
    help: 'The text without these characters (blanks) at its end.',
    lower: (args) => trim('rtrim', args),
  }),
  scalar({
    name: 'trim',
    aliases: ['btrim'],
    signatures: ['text, text? -> text'],
    help: 'The text without these characters (blanks) at both ends.',
    lower: (args) => trim('trim', args),
  }),
  scalar({
    name: 'replace',
    signatures: ['text, text, text -> text'],
    help: 'The text with every occurrence of one text replaced by another.',
    lower: same('replace'),
  }),
  scalar({
    name: 'translate',
    signatures: ['text, text, text -> text'],
    help: 'The text with each character of one list replaced by that of another.',
    lower: same('translate'),
  }),
  scalar({
    name: 'strpos',
    aliases: ['position', 'instr'],
    signatures: ['text, text -> integer'],
    help: 'Where a text first stands in another one, from 1; 0 when it does not.',
    lower: sameAs('strpos', 'integer'),
  }),
  scalar({
    name: 'concat',
    signatures: ['any... -> text'],
    help: 'All values as one text; nulls are left out.',
    lower: (args, types) => makeCall('concat', texts(args, types)),
  }),
  scalar({
    name: 'concat_ws',
    signatures: ['text, any... -> text'],
    help: 'All values as one text with a separator between them; nulls are left out.',
    lower: (args, types) => makeCall('concat_ws', texts(args, types)),
  }),
  scalar({
    name: '||',
    internal: true,
    signatures: ['any... -> text'],
    help: 'The values as one text; null when one of them is.',
    lower: (args, types) => joinTexts(texts(args, types)),
  }),
  scalar({
    name: 'repeat',
    signatures: ['text, integer -> text'],
    help: 'The text n times.',
    lower: same('repeat'),
  }),
  scalar({
    name: 'reverse',
    signatures: ['text -> text'],
    help: 'The text from back to front.',
    lower: same('reverse'),
  }),
  scalar({
    name: 'split_part',
    signatures: ['text, text, integer -> text'],
    help: 'The n-th part of a text between separators; with a negative n from the end.',
    lower: lowerSplitPart,
  }),
  scalar({
    name: 'starts_with',
    signatures: ['text, text -> boolean'],
    help: 'Whether a text starts with another one.',
    lower: lowerStartsWith,
  }),
  scalar({
    name: 'ascii',
    signatures: ['text -> integer'],
    help: 'The code point of the first character.',
    lower: same('ascii'),
  }),
  scalar({
    name: 'chr',
    aliases: ['char'],
    signatures: ['integer -> text'],
    help: 'The character of a code point.',
    lower: lowerChr,
  }),
  scalar({
    name: 'md5',
    signatures: ['text -> text'],
    help: 'The MD5 hash as hexadecimal digits.',
    lower: same('md5'),
  }),
  scalar({
    name: 'sha256',
    signatures: ['text -> text'],
    help: 'The SHA-256 hash as hexadecimal digits.',
    lower: same('sha256'),
  }),
  scalar({
    name: 'to_hex',
    signatures: ['bigint -> text'],
    help: 'A whole number as hexadecimal digits.',
    lower: (args) => call('lower', makeCall('to_hex', args)),
  }),
  scalar({
    name: 'overlay',
    signatures: ['text, text, integer, integer? -> text'],
    help: 'The text with a part of it, from a position and of a length, replaced by another text.',
    lower: lowerOverlay,
  }),
  scalar({
    name: 'quote_literal',
    signatures: ['any -> text'],
    help: 'The value as a text constant of SQL.',
    lower: (args, types) => quoteLiteral(lowerToText(argumentAt(args, 0), typeAt(types, 0))),
  }),
  scalar({
    name: 'quote_nullable',
    signatures: ['any -> text'],
    help: 'The value as a constant of SQL, NULL included.',
    lower: (args, types) =>
      call('coalesce', quoteLiteral(lowerToText(argumentAt(args, 0), typeAt(types, 0))), text('NULL')),
  }),
  scalar({
    name: 'quote_ident',
    signatures: ['text -> text'],
    help: 'The text as a name of SQL, in quotes where it needs them.',
    lower: (args) => quoteIdentifier(argumentAt(args, 0)),
  }),
  scalar({
    name: 'format_text',
    internal: true,
    signatures: ['text, any...? -> text'],
    help: "A text with values in the places of %s (as they are), %I (as a name) and %L (as a constant): format('%s of %s', a, b).",
    validate: validateFormatText,
    lower: lowerFormatText,
  }),
  scalar({
    name: 'regexp_like',
    signatures: ['text, text, text? -> boolean'],
    help: 'Whether a regular expression matches somewhere in a text. Flags: i without case.',
    lower: (args) => makeCall('regexp_matches', withFlags(args, 2)),
  }),
  scalar({
    name: 'regexp_replace',
    signatures: ['text, text, text, text? -> text'],
    help: 'The text with the first match of a regular expression replaced; with the flag g all of them.',
    lower: (args) => {
      const replacement = constantText(args[2])
      const given = [...args]
      // PostgreSQL's name of the whole match is \&, DuckDB's \0.
      if (replacement !== undefined) given[2] = text(replacement.replace(/\\&/g, '\\0'))
      return makeCall('regexp_replace', withFlags(given, 3))
    },
  }),
  scalar({
    name: 'regexp_substr',
    signatures: ['text, text -> text'],
    help: 'The first match of a regular expression.',
    lower: (args) => firstMatch(argumentAt(args, 0), argumentAt(args, 1), []),
  }),
  scalar({
    name: 'regexp_match',
    signatures: ['text, text, text? -> *'],
    help: 'The first match of a regular expression as a list of one text, or its first group.',
    resultType: (types) => list(commonText(...types.slice(0, 1))),
    lower: lowerRegexpMatch,
  }),
  scalar({
    name: 'regexp_count',
    signatures: ['text, text -> integer'],
    help: 'How often a regular expression matches.',
    lower: (args) => cast(call('len', makeCall('regexp_extract_all', args)), 'integer'),
  }),
  scalar({
    name: 'regexp_split_to_array',
    signatures: ['text, text -> *'],
    help: 'The parts of a text between the matches of a regular expression.',
    resultType: (types) => list(commonText(...types.slice(0, 1))),
    lower: same('regexp_split_to_array'),
  }),
  scalar({
    name: 'string_to_array',
    signatures: ['text, text -> *'],
    help: 'The parts of a text between separators.',
    resultType: (types) => list(commonText(...types.slice(0, 1))),
    lower: lowerStringToArray,
  }),
  scalar({
    name: 'unaccent',
    signatures: ['text -> text'],
    help: 'The text with its letters without accents.',
    lower: same('strip_accents'),
  }),
  scalar({
    name: 'levenshtein',
    signatures: ['text, text -> integer'],
    help: 'How many characters must change to make one text of the other.',
    lower: sameAs('levenshtein', 'integer'),
  }),
  scalar({
    name: 'to_base64',
    signatures: ['text -> text'],
    help: 'The UTF-8 bytes of a text in Base64.',
    lower: (args) => call('to_base64', makeCall('encode', args)),
  }),
]

function texts(args: readonly Expression[], types: ArgumentTypes): readonly Expression[] {
  return args.map((argument, index) => lowerToText(argument, typeAt(types, index)))
}

/** Positions before the first character count here, as if there were blanks; DuckDB counts them from the end. */
function lowerSubstring(args: readonly Expression[], types: ArgumentTypes): Expression {
  const [source, start] = [argumentAt(args, 0), argumentAt(args, 1)]
  if (typeAt(types, 1).kind === 'text' || typeAt(types, 1).kind === 'id')
    return lowerRegexpSubstring(source, start)
  const length = args[2]
  const [from, count] = [constantNumber(start), constantNumber(length)]
  const startsInside = from !== undefined && from >= 1
  if (startsInside && (length === undefined || (count !== undefined && count >= 0)))
    return makeCall('substring', args)
  const first = startsInside ? start : call('greatest', start, number(1))
  if (length === undefined) return call('substring', source, first)
  const end = operate(start, '+', length)
  const rest = call('greatest', operate(end, '-', first), number(0))
  const part = call('substring', source, first, rest)
  if (count !== undefined && count >= 0) return part
  return choose([[operate(length, '<', number(0)), failure('negative substring length not allowed')]], part)
}

/** `substring(text FROM pattern)`: the first group of the match, or all of it. */
function lowerRegexpSubstring(source: Expression, pattern: Expression): Expression {
  return firstMatch(source, pattern, hasGroup(pattern) ? [number(1)] : [])
}

function hasGroup(pattern: Expression): boolean {
  return /(?<!\\)\((?!\?)/.test(constantText(pattern) ?? '')
}

function firstMatch(source: Expression, pattern: Expression, group: readonly Expression[]): Expression {
  const found = call('regexp_matches', source, pattern)
  return choose([[found, call('regexp_extract', source, pattern, ...group)]])
}

function lowerRegexpMatch(args: readonly Expression[]): Expression {
  const [source, pattern] = [argumentAt(args, 0), argumentAt(args, 1)]
  const flags = args[2] === undefined ? [] : [args[2]]
  const group = number(hasGroup(pattern) ? 1 : 0)
  const found = call('regexp_matches', source, pattern, ...flags)
  return choose([[found, call('list_value', call('regexp_extract', source, pattern, group, ...flags))]])
}

/** DuckDB wants constant flags without those that are the default of PostgreSQL. */
function withFlags(args: readonly Expression[], index: number): readonly Expression[] {
  const flags = constantText(args[index])
  if (flags === undefined) return args
  const kept = flags.replace(/[^gis]/g, '')
  return kept === '' ? args.slice(0, index) : [...args.slice(0, index), text(kept)]
}

/** DuckDB has no initcap: words are taken apart, and put together again in their order. */
function capitalizeWords(source: Expression): Expression {
  const words = makeCall('regexp_extract_all', [source, text('[\\pL\\pN]+|[^\\pL\\pN]+')])
  const word = makeColumn(['word'])
  const capitalized = operate(
    call('upper', call('left', word, number(1))),
    '||',
    call('lower', call('substring', word, number(2))),
  )
  const joined = makeCall('string_agg', [capitalized, text('')], {
    orderBy: [makeOrderItem(makeColumn(['position']))],
  })
  const table = makeFunctionTable(makeCall('unnest', [words]), {
    alias: makeTableAlias('words', ['word', 'position']),
    withOrdinality: true,
  })
  const query = makeQuery(makeSelect([makeSelectItem(joined)], { from: [table] }))
  const capitals = call('coalesce', makeScalarSubquery(query), text(''))
  return choose([[makeIsNull(source, true), capitals]])
}

function pad(name: 'lpad' | 'rpad', args: readonly Expression[]): Expression {
  const [source, length] = [argumentAt(args, 0), argumentAt(args, 1)]
  const filling = args[2] ?? text(' ')
  const padded = call(name, source, length, filling)
  if (constantText(filling) !== undefined && constantText(filling) !== '') return padded
  // Nothing can be filled up with nothing.
  return choose(
    [[operate(filling, '=', text('')), call('left', source, call('greatest', length, number(0)))]],
    padded,
  )
}

/** Without characters PostgreSQL trims blanks only, DuckDB all white space. */
function trim(name: string, args: readonly Expression[]): Expression {
  return call(name, argumentAt(args, 0), args[1] ?? text(' '))
}

function lowerSplitPart(args: readonly Expression[]): Expression {
  const [source, separator, index] = [argumentAt(args, 0), argumentAt(args, 1), argumentAt(args, 2)]
  const part = call('split_part', source, separator, index)
  const isFirst = operate(call('abs', index), '=', number(1))
  const checked =
    constantText(separator) !== undefined && constantText(separator) !== ''
      ? part
      : choose([[operate(separator, '=', text('')), choose([[isFirst, source]], text(''))]], part)
  const position = constantNumber(index)
  if (position !== undefined && position !== 0) return checked
  return choose([[operate(index, '=', number(0)), failure('field position must not be zero')]], checked)
}

/** Under the collation of the org a text starts with another one whatever their case. */
function lowerStartsWith(args: readonly Expression[], types: ArgumentTypes): Expression {
  const folded = types.every(isFoldedText)
  return makeCall('starts_with', folded ? args.map((argument) => call('upper', argument)) : args)
}

function lowerChr(args: readonly Expression[]): Expression {
  const code = argumentAt(args, 0)
  const size = constantNumber(code)
  if (size !== undefined && size > 0) return call('chr', code)
  return choose(
    [[operate(code, '<=', number(0)), failure('character number must be positive')]],
    call('chr', code),
  )
}

function lowerOverlay(args: readonly Expression[]): Expression {
  const [source, replacement, start] = [argumentAt(args, 0), argumentAt(args, 1), argumentAt(args, 2)]
  const length = args[3] ?? call('length', replacement)
  const before = call(
    'substring',
    source,
    number(1),
    call('greatest', operate(start, '-', number(1)), number(0)),
  )
  const behind = call(
    'substring',
    source,
    call('greatest', cast(operate(start, '+', length), 'integer'), number(1)),
  )
  return joinTexts([before, replacement, behind])
}

/** Without a separator the text is one part; an empty text has none. */
function lowerStringToArray(args: readonly Expression[]): Expression {
  const [source, separator] = [argumentAt(args, 0), argumentAt(args, 1)]
  const none = makeCast(makeArray([]), makeType('varchar', [], 1))
  const whole = call('list_value', source)
  const isEmpty = (one: Expression) => operate(one, '=', text(''))
  return choose(
    [
      [isEmpty(source), none],
      [isEmpty(separator), whole],
    ],
    call('string_split', source, separator),
  )
}
