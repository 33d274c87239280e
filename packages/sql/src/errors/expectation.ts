import type { IParserErrorMessageProvider, TokenType } from '@chevrotain/types'

/**
 * Chevrotain's errors carry a message only. Ours is not for people: it is the labels of the tokens that would have
 * been right, one on each line, from which `explainSyntaxError` makes its sentence.
 */
export const expectationProvider: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => labels([expected]),
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) => labels(firstTokens(expectedPathsPerAlt.flat())),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => labels(firstTokens(expectedIterationPaths)),
}

function firstTokens(paths: readonly (readonly TokenType[])[]): TokenType[] {
  return paths.flatMap(([first]) => (first === undefined ? [] : [first]))
}

function labels(types: readonly TokenType[]): string {
  return [...new Set(types.map(({ LABEL, name }) => LABEL ?? name))].join('\n')
}
