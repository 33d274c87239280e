// Writes docs/properties.md from the table of properties. Build first.
import { writeFileSync } from 'node:fs'
import { propertiesPage } from '../dist/properties/properties-page.js'

writeFileSync(new URL('../../../docs/properties.md', import.meta.url), propertiesPage())
