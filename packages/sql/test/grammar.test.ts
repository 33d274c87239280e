import { StatementGrammar } from '../src/grammar/statement-grammar.js'
import { parseStatement } from '../src/index.js'

describe('the grammar', () => {
  test('has no ambiguity and no left recursion', () => {
    // Chevrotain's own validations, which are left out when the shell starts.
    expect(() => new StatementGrammar({ skipValidations: false })).not.toThrow()
  })

  test('is built once for all statements', () => {
    const built: unknown[] = []
    const { performSelfAnalysis } = StatementGrammar.prototype as unknown as { performSelfAnalysis(): void }
    Object.assign(StatementGrammar.prototype, {
      performSelfAnalysis(this: unknown): void {
        built.push(this)
        performSelfAnalysis.call(this as StatementGrammar)
      },
    })
    for (let index = 0; index < 10; index++) parseStatement(`SELECT ${index}`)
    Reflect.deleteProperty(StatementGrammar.prototype, 'performSelfAnalysis')
    expect(built.length).toBeLessThanOrEqual(1)
  })
})
