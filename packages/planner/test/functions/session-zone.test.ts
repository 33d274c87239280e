import { Evaluator } from '../support/evaluate.js'

/** Moments are shown, cut and taken apart as clocks in the session's zone show them. */
let evaluator: Evaluator

beforeAll(async () => {
  evaluator = await Evaluator.open('America/New_York')
})

afterAll(() => evaluator.close())

test.each([
  ["to_char(TIMESTAMPTZ '2025-07-01 02:30:00+00', 'YYYY-MM-DD HH24:MI')", '2025-06-30 22:30'],
  ["date_trunc('month', TIMESTAMPTZ '2025-07-01 02:30:00+00')", '2025-06-01 00:00:00-04'],
  ["EXTRACT(HOUR FROM TIMESTAMPTZ '2025-07-01 02:30:00+00')", '22'],
  ["EXTRACT(YEAR FROM TIMESTAMPTZ '2025-01-01 02:30:00+00')", '2024'],
  ["last_day(TIMESTAMPTZ '2025-07-01 02:30:00+00')", '2025-06-30'],
  ["CAST(TIMESTAMPTZ '2025-07-01 02:30:00+00' AS DATE)", '2025-06-30'],
  ["CAST(DATE '2025-07-01' AS TIMESTAMPTZ)", '2025-07-01 00:00:00-04'],
  ["TIMESTAMPTZ '2025-07-01 00:00'", '2025-07-01 00:00:00-04'],
  ["to_timestamp('2025-07-01 00:00', 'YYYY-MM-DD HH24:MI')", '2025-07-01 00:00:00-04'],
  ['make_timestamptz(2025, 7, 1, 0, 0, 0)', '2025-07-01 00:00:00-04'],
  ["TIMESTAMPTZ '2025-03-08 12:00' + INTERVAL '1 day'", '2025-03-09 12:00:00-04'],
  ["TIMESTAMPTZ '2025-03-08 12:00' + INTERVAL '24 hours'", '2025-03-09 13:00:00-04'],
  ["DATE '2025-07-01' = TIMESTAMPTZ '2025-07-01 04:00:00+00'", 'true'],
  ["age(TIMESTAMPTZ '2025-07-01 00:00', DATE '2025-06-01')", '1 month'],
])('%s is %s', async (expression, expected) => {
  const { text } = await evaluator.evaluate(expression, { timeZone: 'America/New_York' })
  expect(text).toBe(expected)
})
