import type { IToken, TokenType } from '@chevrotain/types'

/** A piece of the text with its kind. Chevrotain's shape: `endOffset` is the place of the last character. */
export class Token implements IToken {
  image: string
  startOffset: number
  endOffset: number
  tokenTypeIdx: number
  tokenType: TokenType

  constructor(image: string, startOffset: number, tokenType: TokenType) {
    this.image = image
    this.startOffset = startOffset
    this.endOffset = startOffset + image.length - 1
    this.tokenType = tokenType
    this.tokenTypeIdx = tokenType.tokenTypeIdx as number
  }

  /** Gives the token another meaning, now that its neighbours are known. */
  become(tokenType: TokenType): void {
    this.tokenType = tokenType
    this.tokenTypeIdx = tokenType.tokenTypeIdx as number
  }
}
