import { readdirSync } from 'node:fs'
import { runPlanCases } from '../support/plan-cases.js'

const FOLDER = new URL('./testdata/', import.meta.url)

for (const file of readdirSync(FOLDER).sort()) {
  describe(file.replace('.txt', ''), () => runPlanCases(new URL(file, FOLDER)))
}
