import { readFileSync } from 'node:fs'
import { PROPERTY_NAMES } from '../../src/properties/properties.js'
import { propertiesPage } from '../../src/properties/properties-page.js'

test('docs/properties.md is current', () => {
  const page = readFileSync(new URL('../../../../docs/properties.md', import.meta.url), 'utf8')
  expect(page).toBe(propertiesPage())
})

test('it lists every property', () => {
  for (const name of PROPERTY_NAMES) expect(propertiesPage()).toContain(`| **${name}**`)
})
