import { type EditState, editOf } from './edit-state.js'

/** A walk through the entries that begin with what was typed, as arrow keys make it. */
export class HistoryWalk {
  private place = -1
  private typed: EditState | undefined

  /** Newest first. */
  constructor(private readonly entries: () => readonly string[]) {}

  /** The next older entry, or undefined at the oldest. */
  older(edit: EditState): EditState | undefined {
    this.typed ??= edit
    const start = this.typed.text
    const entries = this.entries()
    for (let place = this.place + 1; place < entries.length; place++) {
      const entry = entries[place]
      if (entry === undefined || entry === edit.text || !entry.startsWith(start)) continue
      this.place = place
      return editOf(entry)
    }
    return undefined
  }

  /** The next newer entry, and at last what was typed; undefined where the walk has not begun. */
  newer(edit: EditState): EditState | undefined {
    const { typed } = this
    if (typed === undefined) return undefined
    const entries = this.entries()
    for (let place = this.place - 1; place >= 0; place--) {
      const entry = entries[place]
      if (entry === undefined || entry === edit.text || !entry.startsWith(typed.text)) continue
      this.place = place
      return editOf(entry)
    }
    this.end()
    return typed
  }

  /** What is shown is edited now: the next walk begins from there. */
  end(): void {
    this.place = -1
    this.typed = undefined
  }
}
