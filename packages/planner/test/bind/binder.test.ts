import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { boundText } from '../support/bound.js'
import { readCases } from './read-cases.js'

/**
 * Each file of `testdata` holds statements and what the binder makes of them: a statement, a line of four dashes, the plan
 * or the error; an empty line between cases. A first line `-- options: {…}` changes the session. To write the results anew
 * after a change that is meant, run the tests with REWRITE=1 and review the difference.
 */
const folder = new URL('./testdata/', import.meta.url)
const rewrites = process.env.REWRITE === '1'

describe.each(readdirSync(folder).sort())('%s', (file) => {
  const path = new URL(file, folder)
  const cases = readCases(readFileSync(path, 'utf8'))

  test.each(cases.map((one) => [one.sql.replace(/\s+/g, ' '), one] as const))('%s', (_name, one) => {
    const result = boundText(one.sql, one.options)
    if (!rewrites) expect(result).toBe(one.expected)
  })

  if (rewrites)
    afterAll(() => {
      const texts = cases.map(({ head, sql, options }) => `${head}${sql}\n----\n${boundText(sql, options)}\n`)
      writeFileSync(path, texts.join('\n'))
    })
})
