/** What a check has found. */
export interface Finding {
  readonly state: 'good' | 'doubtful' | 'bad'
  readonly words: string
  /** What to do about it. */
  readonly advice?: string
}

export const good = (words: string): Finding => ({ state: 'good', words })

export const doubtful = (words: string, advice: string): Finding => ({ state: 'doubtful', words, advice })

export const bad = (words: string, advice: string): Finding => ({ state: 'bad', words, advice })
