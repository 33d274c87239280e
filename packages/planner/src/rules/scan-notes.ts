import type { LogicalPlan } from '../logical/logical-plan.js'
import type { RemoteScan } from '../logical/remote-scan.js'
import type { PushdownNote } from '../verdict/verdict.js'

/** The scan with one more line for EXPLAIN; a line that it has already is not repeated. */
export function withNote(scan: RemoteScan, note: PushdownNote): RemoteScan {
  const isKnown = scan.notes.some(
    (one) => one.subject === note.subject && one.text === note.text && one.reason === note.reason,
  )
  return isKnown ? scan : { ...scan, notes: [...scan.notes, note] }
}

/** The same for many lines, of which there may be thousands. */
export function withNotes(scan: RemoteScan, notes: readonly PushdownNote[]): RemoteScan {
  const [first, ...others] = notes
  if (first === undefined) return scan
  if (others.length === 0) return withNote(scan, first)
  const keyOf = ({ subject, text, reason }: PushdownNote) => `${subject}\0${text}\0${reason}`
  const known = new Set(scan.notes.map(keyOf))
  const added = notes.filter((note) => {
    const key = keyOf(note)
    const isNew = !known.has(key)
    known.add(key)
    return isNew
  })
  return added.length === 0 ? scan : { ...scan, notes: [...scan.notes, ...added] }
}

/** The same for the scan below operators that work row by row; a plan without such a scan stays as it is. */
export function noteOnScan(plan: LogicalPlan, note: PushdownNote): LogicalPlan {
  switch (plan.kind) {
    case 'RemoteScan':
      return withNote(plan, note)
    case 'Filter':
    case 'Project': {
      const input = noteOnScan(plan.input, note)
      return input === plan.input ? plan : { ...plan, input }
    }
    default:
      return plan
  }
}
