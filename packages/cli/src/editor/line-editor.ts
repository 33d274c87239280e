import type { Writable } from 'node:stream'
import {
  type CompletionList,
  type CompletionMenu,
  chooseCandidate,
  commonStart,
  editWithChoice,
  menuRows,
  withCandidate,
} from './completion-menu.js'
import { lineDown, lineUp, MOVES } from './cursor-moves.js'
import { CHANGES, deleteForward, KILLS, type Kill } from './edit-actions.js'
import { type EditState, EMPTY_EDIT, editOf, insert } from './edit-state.js'
import { type HistorySearch, searchFor, searchOn, startSearch } from './history-search.js'
import { HistoryWalk } from './history-walk.js'
import { type EditCommand, KEY_BINDINGS } from './key-bindings.js'
import type { KeyPress } from './key-press.js'
import { type KeyInput, KeyReader } from './key-reader.js'
import { layout } from './layout.js'
import { Painter } from './painter.js'
import type { StyledSpan } from './styled-text.js'
import { UndoList } from './undo-list.js'

/** A terminal to draw on. */
export type EditorScreen = Writable & { readonly columns?: number; readonly rows?: number }

export interface EditorPrompt {
  readonly first: string
  /** Before the lines that follow the first. */
  readonly next: string
}

/** What the editor asks while somebody types. */
export interface EditorHelp {
  /** What was typed before, newest first. */
  readonly history: () => readonly string[]
  /** Whether Enter ends the input, or begins another line of it. */
  readonly isComplete: (text: string) => boolean
  readonly highlight: (text: string) => readonly StyledSpan[]
  readonly complete: (text: string, cursor: number) => Promise<CompletionList>
}

export interface EditorOptions {
  readonly input: KeyInput
  readonly output: EditorScreen
  readonly colour: boolean
  readonly help: EditorHelp
  /** Ctrl-C while nothing is being read. */
  readonly onInterrupt: () => void
}

export type EditorInput =
  | { readonly kind: 'text'; readonly text: string }
  /** Ctrl-C: what was typed is dropped. */
  | { readonly kind: 'interrupted' }
  /** Ctrl-D on an empty line, or the terminal is gone. */
  | { readonly kind: 'end' }

const DEFAULT_COLUMNS = 80
const DEFAULT_ROWS = 24

/**
 * An editor for input of one or more lines on a terminal: highlighted as it is typed, with history, completion and
 * suggestions. Keys that come while nothing is being read are kept for the next input.
 *
 * ```ts
 * const editor = new LineEditor({ input: process.stdin, output: process.stdout, colour: true, help, onInterrupt })
 * const input = await editor.read({ first: 'demo=> ', next: 'demo-> ' })
 * editor.close()
 * ```
 */
export class LineEditor {
  private edit: EditState = EMPTY_EDIT
  private menu: CompletionMenu | undefined
  private search: HistorySearch | undefined
  private killed = ''
  private prompt: EditorPrompt = { first: '', next: '' }
  private finish: ((input: EditorInput) => void) | undefined
  private waiting: KeyPress[] = []
  /** Tab was pressed, and the answer is on its way; the keys that wait for it. */
  private isCompleting = false
  private held: KeyPress[] = []
  private hasEnded = false
  private isAsking = false
  private isPaintDue = false
  /** Completions that arrive for an older text are stale. */
  private edits = 0
  private readonly keys: KeyReader
  private readonly painter: Painter
  private readonly undo = new UndoList()
  private readonly walk: HistoryWalk

  constructor(private readonly options: EditorOptions) {
    const { input, output, help } = options
    this.painter = new Painter(output)
    this.walk = new HistoryWalk(help.history)
    this.keys = new KeyReader(input, { onKey: this.onKey, onEnd: this.onEnd })
    this.keys.start()
    output.on('resize', this.onResize)
  }

  /** The next input. `text` stands in the line already, with the cursor behind it. */
  async read(prompt: EditorPrompt, text = ''): Promise<EditorInput> {
    this.prompt = prompt
    this.edit = editOf(text)
    this.undo.clear()
    this.walk.end()
    if (this.hasEnded && this.waiting.length === 0) return { kind: 'end' }
    return await new Promise((resolve) => {
      this.finish = resolve
      this.options.output.write('\u001b[?2004h')
      this.paint()
      this.takeWaitingKeys()
    })
  }

  /** Asks for one line: Enter ends it whatever it is, and there is no history, highlighting or completion. */
  async ask(question: string): Promise<EditorInput> {
    this.isAsking = true
    try {
      return await this.read({ first: question, next: '' })
    } finally {
      this.isAsking = false
    }
  }

  /** Keys that were typed ahead are not wanted any more. */
  dropTypeAhead(): void {
    this.waiting = []
  }

  /** Lends the terminal to another program. */
  async lend<T>(work: () => Promise<T>): Promise<T> {
    this.keys.stop()
    try {
      return await work()
    } finally {
      this.keys.start()
    }
  }

  /** Gives the terminal back. */
  close(): void {
    this.keys.stop()
    this.options.output.off('resize', this.onResize)
    this.end({ kind: 'end' })
  }

  // ── Keys ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private readonly onKey = (key: KeyPress): void => {
    if (this.finish !== undefined) this.take(key)
    else if (key.name === 'ctrl-c') {
      this.waiting = []
      this.options.onInterrupt()
    } else this.waiting.push(key)
  }

  private readonly onEnd = (): void => {
    this.hasEnded = true
    if (this.waiting.length === 0) this.end({ kind: 'end' })
  }

  private readonly onResize = (): void => {
    if (this.finish !== undefined) this.paint()
  }

  private takeWaitingKeys(): void {
    while (this.finish !== undefined) {
      const key = this.waiting.shift()
      if (key === undefined) break
      this.take(key)
    }
    if (this.hasEnded && this.waiting.length === 0) this.end({ kind: 'end' })
  }

  private take(key: KeyPress): void {
    const command = KEY_BINDINGS.get(key.name)
    // Whoever presses Tab and Enter wants what Tab gives, also from an org that takes its time.
    if (this.isCompleting && command !== 'interrupt' && (command === 'enter' || this.held.length > 0)) {
      this.held.push(key)
      return
    }
    if (this.search !== undefined && this.takeInSearch(this.search, key, command)) return
    if (this.menu !== undefined && this.takeInMenu(this.menu, command)) return
    const wasInMenu = this.menu !== undefined
    this.menu = undefined
    if (command !== undefined) this.perform(command)
    else if (key.text !== '') this.change(insert(this.edit, key.text))
    if (this.finish === undefined) return
    this.paintSoon()
    // Typing goes on narrowing the list that is open.
    if (wasInMenu && (key.text !== '' || command === 'deleteBackward')) void this.complete('narrow')
  }

  private perform(command: EditCommand): void {
    switch (command) {
      case 'left':
      case 'wordLeft':
      case 'wordRight':
      case 'lineStart':
      case 'textStart':
      case 'textEnd':
        this.move(MOVES[command](this.edit))
        return
      case 'right':
      case 'lineEnd':
        if (!this.acceptSuggestion()) this.move(MOVES[command](this.edit))
        return
      case 'up':
        this.show(lineUp(this.edit) ?? this.walk.older(this.edit))
        return
      case 'down':
        this.show(lineDown(this.edit) ?? this.walk.newer(this.edit))
        return
      case 'olderEntry':
        this.show(this.walk.older(this.edit))
        return
      case 'newerEntry':
        this.show(this.walk.newer(this.edit))
        return
      case 'deleteBackward':
      case 'deleteForward':
      case 'transpose':
        this.change(CHANGES[command](this.edit))
        return
      case 'killToLineEnd':
      case 'killToLineStart':
      case 'killWordForward':
      case 'killWordBackward':
      case 'killToSpace':
        this.kill(KILLS[command](this.edit))
        return
      case 'yank':
        this.change(insert(this.edit, this.killed))
        return
      case 'undo':
        this.show(this.undo.takeBack())
        return
      case 'enter':
        this.enter()
        return
      case 'newLine':
        this.change(insert(this.edit, '\n'))
        return
      case 'complete':
      case 'completeBack':
        void this.completeAsked()
        return
      case 'search':
        this.search = startSearch(this.edit)
        return
      case 'interrupt':
        this.interrupt()
        return
      case 'endOrDelete':
        if (this.edit.text === '') this.end({ kind: 'end' })
        else this.change(deleteForward(this.edit))
        return
      case 'clearScreen':
        this.options.output.write('\u001b[H\u001b[2J')
        this.painter.forget()
        return
      case 'suspend':
        this.suspend()
        return
      case 'escape':
        return
    }
  }

  /** Text that changes can be brought back. */
  private change(edit: EditState): void {
    if (edit.text !== this.edit.text) {
      this.undo.remember(this.edit)
      this.walk.end()
    }
    this.move(edit)
  }

  private kill({ edit, killed }: Kill): void {
    if (killed === '') return
    this.killed = killed
    this.change(edit)
  }

  /** An entry of the history, or an older state: shown if there is one. */
  private show(edit: EditState | undefined): void {
    if (edit !== undefined) this.move(edit)
  }

  private move(edit: EditState): void {
    this.edit = edit
    this.edits++
  }

  private enter(): void {
    const { text, cursor } = this.edit
    if (this.isAsking || this.options.help.isComplete(text)) this.submit()
    else this.change(insert({ text, cursor }, '\n'))
  }

  private submit(): void {
    const { text } = this.edit
    this.edit = editOf(text)
    this.end({ kind: 'text', text })
  }

  private interrupt(): void {
    this.waiting = []
    this.end({ kind: 'interrupted' })
  }

  /** Ctrl-Z: to the shell that started us, and back by its `fg`. */
  private suspend(): void {
    if (process.platform === 'win32') return
    this.painter.leave()
    this.keys.stop()
    process.once('SIGCONT', () => {
      this.keys.start()
      this.painter.forget()
      this.paint()
    })
    process.kill(process.pid, 'SIGTSTP')
  }

  private end(input: EditorInput): void {
    const { finish } = this
    if (finish === undefined) return
    this.isCompleting = false
    this.held = []
    this.menu = undefined
    this.search = undefined
    // What stays on the screen is the text alone, with the cursor behind it.
    this.edit = editOf(this.edit.text)
    this.edits++
    this.paint('final')
    this.finish = undefined
    if (input.kind === 'interrupted') this.options.output.write('^C')
    this.painter.leave()
    this.options.output.write('\u001b[?2004l')
    this.edit = EMPTY_EDIT
    finish(input)
  }

  // ── History ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether the key was for the search; one that is not ends it and is taken as ever. */
  private takeInSearch(search: HistorySearch, key: KeyPress, command: EditCommand | undefined): boolean {
    const entries = this.options.help.history()
    if (command === undefined && key.text !== '') {
      this.search = searchFor(search, search.pattern + key.text, entries)
    } else if (command === 'search') this.search = searchOn(search, entries, 1)
    else if (key.name === 'ctrl-s') this.search = searchOn(search, entries, -1)
    else if (command === 'deleteBackward') {
      this.search = searchFor(search, search.pattern.slice(0, -1), entries)
    } else if (command === 'escape' || command === 'interrupt') {
      this.search = undefined
      this.move(search.before)
    } else {
      this.search = undefined
      if (search.found !== undefined) this.change(search.found)
      return false
    }
    this.paint()
    return true
  }

  /** The rest of the newest entry that begins with the text. */
  private get suggestion(): string {
    const { text, cursor } = this.edit
    if (this.isAsking || text.trim() === '' || cursor !== text.length || this.menu !== undefined) return ''
    const entry = this.options.help.history().find((one) => one.length > text.length && one.startsWith(text))
    return entry?.slice(text.length) ?? ''
  }

  private acceptSuggestion(): boolean {
    const { suggestion } = this
    if (suggestion === '') return false
    this.change(insert(this.edit, suggestion))
    return true
  }

  // ── Completion ────────────────────────────────────────────────────────────────────────────────────────────────

  private takeInMenu(menu: CompletionMenu, command: EditCommand | undefined): boolean {
    switch (command) {
      case 'complete':
      case 'down':
        this.choose(chooseCandidate(menu, 1))
        return true
      case 'completeBack':
      case 'up':
        this.choose(chooseCandidate(menu, -1))
        return true
      case 'escape':
        this.menu = undefined
        this.move(menu.typed)
        this.paint()
        return true
      case 'enter':
        // With a candidate chosen, Enter takes it; else it is Enter.
        if (menu.chosen === undefined) return false
        this.menu = undefined
        this.paint()
        return true
      default:
        return false
    }
  }

  private choose(menu: CompletionMenu): void {
    if (this.menu?.chosen === undefined) this.undo.remember(menu.typed)
    this.menu = menu
    this.move(editWithChoice(menu))
    this.paint()
  }

  private async completeAsked(): Promise<void> {
    this.isCompleting = true
    await this.complete('ask')
    this.isCompleting = false
    for (const key of this.held.splice(0)) this.onKey(key)
  }

  private async complete(reason: 'ask' | 'narrow'): Promise<void> {
    if (this.isAsking) return
    const asked = this.edits
    const { text, cursor } = this.edit
    const list = await this.options.help.complete(text, cursor).catch(() => undefined)
    if (this.finish === undefined || asked !== this.edits || list === undefined) return
    const [only, ...others] = list.candidates
    if (only === undefined) {
      if (reason === 'ask') this.options.output.write('\u0007')
      return
    }
    if (reason === 'ask') {
      const word = text.slice(list.start, cursor)
      const common = others.length === 0 ? only.text : commonStart(list.candidates)
      if (common !== word && common.length >= word.length) this.change(withCandidate(this.edit, list, common))
      else if (others.length === 0) this.options.output.write('\u0007')
      if (others.length > 0) this.menu = { list, typed: this.edit, chosen: undefined }
    } else this.menu = { list, typed: this.edit, chosen: undefined }
    this.paint()
  }

  // ── Screen ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Keys that arrive together, as pasted ones do, are drawn together. */
  private paintSoon(): void {
    if (this.isPaintDue) return
    this.isPaintDue = true
    queueMicrotask(() => {
      this.isPaintDue = false
      if (this.finish !== undefined) this.paint()
    })
  }

  private paint(state: 'open' | 'final' = 'open'): void {
    const { output, colour, help } = this.options
    const columns = output.columns ?? DEFAULT_COLUMNS
    const height = Math.max(1, (output.rows ?? DEFAULT_ROWS) - 1)
    const edit = this.search?.found ?? this.edit
    const frame = layout({
      edit,
      spans: colour && !this.isAsking ? help.highlight(edit.text) : [],
      prompt: this.search === undefined ? this.prompt.first : searchPrompt(this.search),
      continuation: this.prompt.next,
      suggestion: state === 'final' || this.search !== undefined || !colour ? '' : this.suggestion,
      columns,
      height,
      colour,
    })
    const room = height - frame.rows.length
    const below = this.menu === undefined ? [] : menuRows(this.menu, columns, room, colour)
    this.painter.paint({ ...frame, rows: [...frame.rows, ...below] }, columns)
  }
}

function searchPrompt({ pattern, found }: HistorySearch): string {
  return `${pattern !== '' && found === undefined ? 'nothing found: ' : 'search: '}${pattern} → `
}
