import { existsSync } from 'node:fs'
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
const rules = [...new Set(STAGES.flatMap((stage) => stage.rules))]

function fileOf({ name }: Rule): URL {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return new URL(`${kebab}.txt`, FOLDER)
}

function shown({ sql, options }: PlanCase, stages = STAGES): string {
  return formatPlan(planOf(writtenOut(sql), { ...options, stages }))
}

test('there are rules', () => {
  expect(rules.length).toBeGreaterThanOrEqual(16)
})

describe.each(rules.map((rule) => ({ name: rule.name, rule })))('$name', ({ rule }) => {
  const file = fileOf(rule)

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
