import type { IParserConfig, TokenType } from '@chevrotain/types'
import { expectationProvider } from '../errors/expectation.js'
import * as tokenTypes from '../tokens/token-types.js'

export const VOCABULARY: TokenType[] = Object.values(tokenTypes).filter(isTokenType)

export const PARSER_OPTIONS: IParserConfig = {
  // The scanner has looked around already; one token of look-ahead also keeps the construction short.
  maxLookahead: 1,
  recoveryEnabled: false,
  nodeLocationTracking: 'none',
  errorMessageProvider: expectationProvider,
}

function isTokenType(value: object): value is TokenType {
  return 'tokenTypeIdx' in value
}
