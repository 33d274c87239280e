import { ProgramOutput } from './program-output.js'
import type { TextOutput } from './text-output.js'

/**
 * For `less`: colours as they are, no wrapping, leave at once what fits after all; and our text is UTF-8, also where the
 * locale promises less.
 */
const LESS = { LESS: '-RSFX', LESSCHARSET: 'utf-8' }

export interface PagerOptions {
  /** A line for the system's shell. */
  readonly command: string
  /** Rows of the screen. */
  readonly rows: number
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Lends the terminal to the pager. */
  readonly lend: (use: () => Promise<void>) => Promise<void>
  /** The pager has been left before the end: no more is wanted. */
  readonly onLeft: () => void
}

/** Text that goes to the screen while it fits, and through a pager when it turns out to be longer. */
export class PagedOutput implements TextOutput {
  private held: string[] = []
  private lines = 0
  private pager: ProgramOutput | undefined
  private lent: Promise<void> | undefined
  private release: (() => void) | undefined

  constructor(
    private readonly screen: TextOutput,
    private readonly options: PagerOptions,
  ) {}

  async write(text: string): Promise<void> {
    if (this.pager !== undefined) return await this.pager.write(text)
    this.held.push(text)
    this.lines += text.split('\n').length - 1
    // The prompt and the line about the cost want to be seen as well.
    if (this.lines < this.options.rows - 2) return
    await this.startPager()
  }

  async finish(): Promise<void> {
    if (this.pager === undefined) return await this.screen.write(this.held.join(''))
    await this.pager.finish()
    this.release?.()
    await this.lent
  }

  async discard(): Promise<void> {
    if (this.pager !== undefined) return await this.finish().catch(() => undefined)
    await this.screen.write(this.held.join('')).catch(() => undefined)
  }

  private async startPager(): Promise<void> {
    const { command, environment, onLeft, lend } = this.options
    await new Promise<void>((isLent) => {
      this.lent = lend(async () => {
        isLent()
        await new Promise<void>((release) => {
          this.release = release
        })
      })
    })
    this.pager = new ProgramOutput(command, { environment: { ...LESS, ...environment }, onLeft })
    const held = this.held.join('')
    this.held = []
    await this.pager.write(held)
  }
}
