/** Chevrotain, from the bundle that `scripts/copy-chevrotain.mjs` puts there. */
export {
  Alternation,
  createToken,
  EmbeddedActionsParser,
  Lexer,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
} from '../vendor/chevrotain.min.mjs'
