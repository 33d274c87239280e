import type { EditState } from './edit-state.js'

const MOST_STATES = 500

/** Earlier states of a text, to go back to. */
export class UndoList {
  private states: EditState[] = []

  /** The state before a change. */
  remember(before: EditState): void {
    this.states.push(before)
    if (this.states.length > MOST_STATES) this.states.shift()
  }

  takeBack(): EditState | undefined {
    return this.states.pop()
  }

  clear(): void {
    this.states = []
  }
}
