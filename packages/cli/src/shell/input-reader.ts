import type { EditorInput, EditorPrompt } from '../editor/line-editor.js'

/** Port: where the shell gets what is typed. */
export interface InputReader {
  /** The next input; `text` stands in the line already. */
  read(prompt: EditorPrompt, text?: string): Promise<EditorInput>
  /** Asks for a line, which is neither SQL nor remembered. */
  ask(question: string): Promise<EditorInput>
  /** What was typed ahead is not wanted any more. */
  dropTypeAhead(): void
  /** Lends the terminal to another program. */
  lend<T>(work: () => Promise<T>): Promise<T>
  close(): void
}
