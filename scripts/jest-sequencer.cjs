// The tests of everything together take minutes each; begun last, one of them would run alone while other cores wait.
const { default: Sequencer } = require('@jest/test-sequencer')

const LONGEST_FIRST = [
  'conformance/test/differential.test.ts',
  'conformance/test/random-differential.test.ts',
  'conformance/test/temporary-tables.test.ts',
  'conformance/',
  'knex/',
  'emulator/',
  'cli/',
]

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b))
  }
}

function rank({ path }) {
  const found = LONGEST_FIRST.findIndex((part) => path.includes(`/packages/${part}`))
  return found < 0 ? LONGEST_FIRST.length : found
}
