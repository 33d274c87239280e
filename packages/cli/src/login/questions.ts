import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { Interrupted } from '../run/interruption.js'
import type { Surroundings } from '../run/surroundings.js'

/** Asks a person at the terminal. Questions stand on stderr: stdout belongs to data. */
export interface Questions {
  /** Enter alone takes the proposal. */
  ask(question: string, proposal?: string): Promise<string>
  /** What is typed is not shown. */
  askSecret(question: string): Promise<string>
  /** One of several, by its number. */
  choose<Choice extends string>(question: string, choices: Readonly<Record<Choice, string>>): Promise<Choice>
}

export function terminalQuestions({ stdin, stderr }: Surroundings): Questions {
  async function ask(question: string, proposal?: string): Promise<string> {
    const hint = proposal === undefined ? '' : ` [${proposal}]`
    const answer = (await readLine(`${question}${hint}: `, true)).trim()
    return answer === '' && proposal !== undefined ? proposal : answer
  }

  /** The line editor of Node echoes what it reads to its output, which for secrets is nowhere. */
  async function readLine(prompt: string, isShown: boolean): Promise<string> {
    stderr.write(prompt)
    const output = isShown ? stderr : new PassThrough().resume()
    const reader = createInterface({ input: stdin, output, terminal: true })
    if (isShown) reader.setPrompt(prompt)
    try {
      return await new Promise<string>((resolve, reject) => {
        reader.once('line', resolve)
        reader.once('SIGINT', () => reject(new Interrupted()))
        reader.once('close', () => reject(new Interrupted()))
      })
    } finally {
      reader.removeAllListeners()
      reader.close()
      if (!isShown) stderr.write('\n')
    }
  }

  return {
    ask,
    askSecret: async (question) => await readLine(`${question}: `, false),
    async choose<Choice extends string>(question: string, choices: Readonly<Record<Choice, string>>) {
      const names = Object.keys(choices) as Choice[]
      const lines = names.map((name, index) => `  ${index + 1}  ${choices[name]}`)
      stderr.write(`${question}\n${lines.join('\n')}\n`)
      for (;;) {
        const chosen = names[Number(await ask('Number', '1')) - 1]
        if (chosen !== undefined) return chosen
        stderr.write(`A number from 1 to ${names.length}, please.\n`)
      }
    },
  }
}
