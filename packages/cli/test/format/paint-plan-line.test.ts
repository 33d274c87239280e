import { paintPlanLine } from '../../src/format/paint-plan-line.js'

const GREEN = '\u001b[32m'
const RED = '\u001b[31m'
const YELLOW = '\u001b[33m'
const CYAN = '\u001b[36m'
const BOLD = '\u001b[1m'

describe('a line of a plan', () => {
  test.each([
    ['All of it runs in the org: about 1 API call.', `${BOLD}${GREEN}All of it`],
    ['The two ways give different rows.', `${BOLD}${RED}The two ways`],
    ['scan a · Account · REST · about 1 API call', `${BOLD}scan a`],
    ["  ✓ filter        a.Name = 'x'", `  ${GREEN}✓ filter`],
    ["  ≈ filter        a.Name = 'x'", `  ${YELLOW}≈ filter`],
    ['  ✗ filter        LENGTH(a.Name) > 3', `  ${RED}✗ filter`],
    ['  · join          CROSS JOIN', `  ${RED}· join`],
    ["                  → SET Collation = 'Org'", `                  ${CYAN}→ SET`],
    ['  SELECT Name FROM Account', `  ${CYAN}SELECT Name`],
  ])('%s', (line, painted) => {
    expect(paintPlanLine(line, true).startsWith(painted)).toBe(true)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
    expect(paintPlanLine(line, true).replace(/\u001b\[\d+m/g, '')).toBe(line)
    expect(paintPlanLine(line, false)).toBe(line)
  })

  test('of any other kind is left alone', () => {
    expect(paintPlanLine('  actual: 1 API call', true)).toBe('  actual: 1 API call')
  })
})
