// Writes the pages of docs/ that are made by their tests: what is pushed, what EXPLAIN prints, what business queries cost.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PAGES = ['pushdown-page', 'conformance/test/explain', 'business-page', 'builder-page']

const { status } = spawnSync(
  process.execPath,
  [fileURLToPath(new URL('jest.mjs', import.meta.url)), '--testPathPatterns', PAGES.join('|')],
  { stdio: 'inherit', env: { ...process.env, UPDATE_DOCS: '1' } },
)
process.exit(status ?? 1)
