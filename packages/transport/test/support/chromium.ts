import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser of this machine; undefined where there is none. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM, ...CANDIDATES].find((path) => path !== undefined && existsSync(path))
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
]

interface Answer {
  readonly id?: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly message: string }
}

/** A headless Chromium with one page, driven through its debugging pipe. */
export class Chromium {
  readonly #waiting = new Map<number, { resolve: (answer: Answer) => void }>()
  #requests = 0
  #session: string | undefined

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {
    let rest = ''
    const output = child.stdio[4] as Readable
    output.on('data', (chunk: Buffer) => {
      const messages = (rest + chunk.toString('utf8')).split('\0')
      rest = messages.pop() ?? ''
      for (const message of messages) this.#take(JSON.parse(message) as Answer)
    })
  }

  static async start(path: string): Promise<Chromium> {
    const profile = await mkdtemp(join(tmpdir(), 'certsql-chromium-'))
    const child = spawn(path, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    })
    const browser = new Chromium(child, profile)
    const { targetId } = await browser.#call('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await browser.#call('Target.attachToTarget', { targetId, flatten: true })
    browser.#session = String(sessionId)
    return browser
  }

  async open(url: string): Promise<void> {
    await this.#call('Page.navigate', { url })
  }

  /** The value of an expression in the page, once it is not empty. */
  async until(expression: string): Promise<string> {
    for (let attempt = 0; attempt < 200; attempt++) {
      const value = await this.#evaluate(expression).catch(() => '')
      if (value !== '') return value
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`the page never came to ${expression}; it shows: ${await this.#evaluate(BODY)}`)
  }

  /** Types into a field, as its name attribute calls it. */
  async fill(name: string, text: string): Promise<void> {
    const field = `document.querySelector('[name="${name}"]')`
    await this.until(`${field} ? 'there' : ''`)
    await this.#evaluate(`(${field}.focus(), ${field}.select(), '')`)
    await this.#call('Input.insertText', { text })
  }

  async click(selector: string): Promise<void> {
    await this.until(`document.querySelector('${selector}') ? 'there' : ''`)
    await this.#evaluate(`(document.querySelector('${selector}').click(), '')`)
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGKILL')
    await ended
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }

  async #evaluate(expression: string): Promise<string> {
    const { result } = await this.#call('Runtime.evaluate', { expression, returnByValue: true })
    return String((result as { readonly value?: unknown } | undefined)?.value ?? '')
  }

  #take(answer: Answer): void {
    if (answer.id === undefined) return
    this.#waiting.get(answer.id)?.resolve(answer)
    this.#waiting.delete(answer.id)
  }

  async #call(method: string, params: object): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#requests
    const session = this.#session === undefined ? {} : { sessionId: this.#session }
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve })
      this.child.once('exit', () => reject(new Error('Chromium has ended')))
    })
    const input = this.child.stdio[3] as Writable
    input.write(`${JSON.stringify({ id, method, params, ...session })}\0`)
    const { result, error } = await answer
    if (error !== undefined) throw new Error(`${method}: ${error.message}`)
    return result ?? {}
  }
}

const BODY = 'document.body.innerText'
