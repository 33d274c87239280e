import { startEmulator } from '../../src/start-emulator.js'
import { DERIVED_FIELDS } from '../../src/write/derived/derive-fields.js'
import { RecordView } from '../../src/write/derived/record-view.js'

const emulator = await startEmulator({ asOf: '2025-06-30' })
const { org } = emulator
afterAll(() => emulator.close())

test.each(DERIVED_FIELDS.map((rule) => [`${rule.object}.${rule.field}`, rule] as const))(
  '%s of the demo org is what the rule says',
  (_, rule) => {
    const object = org.object(rule.object)
    const field = object?.field(rule.field)
    if (object === undefined || field === undefined) throw new Error('the demo org does not have it')
    const table = org.table(object)
    const rows = Array.from({ length: table.size }, (_unused, row) => row).filter(
      (row) => !table.isDeleted(row),
    )
    expect(rows.length).toBeGreaterThan(0)
    const differences = rows.flatMap((row) => {
      const stored = table.value(field, row)
      const derived = rule.value(new RecordView(org, object, row))
      return stored === derived || (stored ?? 0) === (derived ?? 0) ? [] : [[table.id(row), stored, derived]]
    })
    expect(differences.slice(0, 3)).toEqual([])
  },
)
