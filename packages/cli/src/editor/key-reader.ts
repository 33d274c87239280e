import { emitKeypressEvents, type Key } from 'node:readline'
import type { Readable } from 'node:stream'
import { type KeyPress, keyPress } from './key-press.js'

/** The terminal's keys; a stream that is none has no raw mode. */
export type KeyInput = Readable & { setRawMode?(isRaw: boolean): unknown }

export interface KeyListener {
  readonly onKey: (key: KeyPress) => void
  /** The terminal is gone. */
  readonly onEnd: () => void
}

/** Reads single keys; text that the terminal says is pasted arrives as one key. */
export class KeyReader {
  private pasted: string[] | undefined
  private isOn = false

  constructor(
    private readonly input: KeyInput,
    private readonly listener: KeyListener,
  ) {}

  /** Takes the keys over from the terminal, which then neither echoes nor gathers lines. */
  start(): void {
    if (this.isOn) return
    this.isOn = true
    emitKeypressEvents(this.input)
    this.input.setRawMode?.(true)
    this.input.on('keypress', this.onKeypress)
    this.input.on('end', this.listener.onEnd)
    this.input.on('close', this.listener.onEnd)
    this.input.resume()
  }

  /** Gives the keys back, for another program or for good. */
  stop(): void {
    if (!this.isOn) return
    this.isOn = false
    this.input.off('keypress', this.onKeypress)
    this.input.off('end', this.listener.onEnd)
    this.input.off('close', this.listener.onEnd)
    this.input.setRawMode?.(false)
    this.input.pause()
  }

  private readonly onKeypress = (character: string | undefined, key: Key) => {
    if (key.name === 'paste-start') this.pasted = []
    else if (key.name === 'paste-end') this.endPaste()
    else if (this.pasted !== undefined) this.pasted.push(key.sequence ?? character ?? '')
    else this.listener.onKey(keyPress(character, key))
  }

  private endPaste(): void {
    const text = (this.pasted ?? []).join('').replace(/\r\n?/g, '\n')
    this.pasted = undefined
    if (text !== '') this.listener.onKey({ name: 'paste', text })
  }
}
