import { readFileSync } from 'node:fs'
import { PROCEDURES } from '../../src/procedures/procedures.js'
import { proceduresPage } from '../../src/procedures/procedures-page.js'

test('docs/procedures.md is current', () => {
  const page = readFileSync(new URL('../../../../docs/procedures.md', import.meta.url), 'utf8')
  expect(page).toBe(proceduresPage())
})

test('the procedures are in the order of their names, each name once', () => {
  const names = PROCEDURES.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)].sort((a, b) => a.localeCompare(b)))
})

test('required parameters stand before the others', () => {
  for (const { name, parameters } of PROCEDURES) {
    const required = parameters.map((parameter) => parameter.required)
    expect({ [name]: required }).toEqual({ [name]: [...required].sort((a, b) => Number(b) - Number(a)) })
  }
})
