import { existsSync, readdirSync } from 'node:fs'
import type { Rule } from '../../src/rules/rule.js'
import { STAGES } from '../../src/rules/rules.js'
import { formatPlan } from '../support/format-plan.js'
import { type PlanCase, readPlanCases, writtenOut } from '../support/plan-cases.js'
import { planOf } from '../support/plan-of.js'

/**
 * Each rule has a file of examples that is named for it. In some of them the rule makes the plan what it is, and in some it has
 * to stay away: without the rule, the first would be other plans, and the second the same.
 */
const FOLDER = new URL('./testdata/', import.meta.url)
const SOURCES = new URL('../../src/rules/', import.meta.url)
const rules = await Promise.all([...new Set(STAGES.flatMap((stage) => stage.rules))].map(named))

/** A rule is named for the file that exports it. */
async function named(rule: Rule): Promise<{ readonly name: string; readonly rule: Rule }> {
  for (const source of readdirSync(SOURCES)) {
    const name = source.replace(/\.ts$/, '')
    const exports: object = await import(`../../src/rules/${name}.js`)
    if (Object.values(exports).includes(rule)) return { name, rule }
  }
  throw new Error('a rule that no file exports')
}

function shown({ sql, options }: PlanCase, stages = STAGES): string {
  return formatPlan(planOf(writtenOut(sql), { ...options, stages }))
}

test('there are rules', () => {
  expect(rules.length).toBeGreaterThanOrEqual(16)
})

describe.each(rules)('$name', ({ name, rule }) => {
  const file = new URL(`${name}.txt`, FOLDER)

  test('has examples', () => {
    expect({ file: file.pathname.split('/').at(-1), exists: existsSync(file) }).toMatchObject({
      exists: true,
    })
  })

  test('makes a difference to some of them, and to some it makes none', () => {
    const without = STAGES.map((stage) => ({ ...stage, rules: stage.rules.filter((one) => one !== rule) }))
    const cases = readPlanCases(file).map((one) => shown(one) === shown(one, without))
    expect({ positive: cases.includes(false), negative: cases.includes(true) }).toEqual({
      positive: true,
      negative: true,
    })
  })
})
