import { internalError } from '@certsql/core'
import type {
  EmbeddedActionsParser,
  ILookaheadStrategy,
  IProduction,
  OptionalProductionType,
  Rule,
  TokenType,
} from '@chevrotain/types'
import * as chevrotain from '../chevrotain.js'

/** The tokens that a part of the grammar may begin with, by index, and whether it may be empty. */
interface First {
  readonly tokens: ReadonlySet<number>
  readonly empty: boolean
}

type AlternationOptions = Parameters<ILookaheadStrategy['buildLookaheadForAlternation']>[0]
type OptionalOptions = Parameters<ILookaheadStrategy['buildLookaheadForOptional']>[0]

/**
 * Decides by the next token alone which way to go. Chevrotain's own strategy works out whole paths, anew for each use
 * of a rule, which takes most of the time of building the parser; here the first tokens of each rule are worked out
 * once, and each decision is a look into an array. Chevrotain's validations hold for both.
 */
export class FirstTokenLookahead extends chevrotain.LLkLookaheadStrategy {
  private readonly firstOfRules = new Map<string, First>()

  constructor() {
    super({ maxLookahead: 1 })
  }

  override buildLookaheadForAlternation(options: AlternationOptions) {
    if (options.hasPredicates) return super.buildLookaheadForAlternation(options)
    const { definition } = find(options.rule, chevrotain.Alternation, options.prodOccurrence)
    const choices: (number | undefined)[] = []
    let whenEmpty: number | undefined
    definition.forEach((alternative, place) => {
      const { tokens, empty } = this.firstOf(alternative)
      for (const token of tokens) choices[token] ??= place
      if (empty) whenEmpty ??= place
    })
    return function (this: EmbeddedActionsParser): number | undefined {
      return choices[this.LA(1).tokenTypeIdx] ?? whenEmpty
    }
  }

  override buildLookaheadForOptional({ rule, prodType, prodOccurrence }: OptionalOptions) {
    const production = find(rule, OPTIONAL_PRODUCTIONS[prodType], prodOccurrence)
    const enters: boolean[] = []
    for (const token of this.firstOfAll(production.definition).tokens) enters[token] = true
    return function (this: EmbeddedActionsParser): boolean {
      return enters[this.LA(1).tokenTypeIdx] === true
    }
  }

  private firstOf(production: IProduction): First {
    if (production instanceof chevrotain.Terminal) {
      return { tokens: new Set(indexesOf(production.terminalType)), empty: false }
    }
    if (production instanceof chevrotain.NonTerminal) return this.firstOfRule(production.referencedRule)
    if (production instanceof chevrotain.Alternation)
      return union(production.definition.map((one) => this.firstOf(one)))
    const first = this.firstOfAll(childrenOf(production))
    return isSkippable(production) ? { ...first, empty: true } : first
  }

  private firstOfRule(rule: Rule): First {
    const known = this.firstOfRules.get(rule.name)
    if (known !== undefined) return known
    const first = this.firstOfAll(rule.definition)
    this.firstOfRules.set(rule.name, first)
    return first
  }

  /** Of one after the other: as long as all before may be empty, the next may come first. */
  private firstOfAll(productions: readonly IProduction[]): First {
    const parts: First[] = []
    for (const production of productions) {
      const first = this.firstOf(production)
      parts.push(first)
      if (!first.empty) return { ...union(parts), empty: false }
    }
    return { ...union(parts), empty: true }
  }
}

function union(parts: readonly First[]): First {
  const [only, second] = parts
  if (only !== undefined && second === undefined) return only
  const tokens = new Set<number>()
  for (const part of parts) for (const token of part.tokens) tokens.add(token)
  return { tokens, empty: parts.some(({ empty }) => empty) }
}

/** The kind itself and, of a category, all that belong to it. */
function indexesOf({ tokenTypeIdx, categoryMatches = [] }: TokenType): number[] {
  return [tokenTypeIdx as number, ...categoryMatches]
}

const OPTIONAL_PRODUCTIONS = {
  Option: chevrotain.Option,
  Repetition: chevrotain.Repetition,
  RepetitionMandatory: chevrotain.RepetitionMandatory,
  RepetitionMandatoryWithSeparator: chevrotain.RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator: chevrotain.RepetitionWithSeparator,
} as const satisfies Record<OptionalProductionType, unknown>

function isSkippable(production: IProduction): boolean {
  return (
    production instanceof chevrotain.Option ||
    production instanceof chevrotain.Repetition ||
    production instanceof chevrotain.RepetitionWithSeparator
  )
}

interface NumberedProduction {
  readonly idx: number
  readonly definition: readonly IProduction[]
}

/** The production of a rule that its number tells from others of its class. */
function find<T extends NumberedProduction>(
  rule: Rule,
  kind: abstract new (...args: never[]) => T,
  idx: number,
): T {
  const waiting: IProduction[] = [...rule.definition]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next instanceof kind && next.idx === idx) return next
    waiting.push(...childrenOf(next))
  }
  throw internalError(`the grammar rule ${rule.name} has no production number ${idx}`)
}

function childrenOf(production: IProduction): readonly IProduction[] {
  return 'definition' in production && !(production instanceof chevrotain.NonTerminal)
    ? (production.definition as readonly IProduction[])
    : []
}
