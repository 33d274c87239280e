import type { RemoteScan } from '../logical/remote-scan.js'
import type { PlanLowering } from '../residual/plan-lowering.js'
import { withNote } from '../rules/scan-notes.js'
import type { PhysicalContext } from './build-physical-plan.js'
import { callsFor } from './calls-for.js'
import { callsOfBulkJob } from './choose-transport.js'
import { type EarlyEnd, earlyEndNote, enoughRows } from './early-end.js'
import { estimateFirstPages } from './estimate-first-pages.js'
import type { RowWindow, ScanPlan, ScanProgress } from './physical-plan.js'

/** A scan that is read page by page until enough rows have come. */
export function planFirstPages(
  end: EarlyEnd,
  plan: (scan: RemoteScan, window?: RowWindow) => ScanPlan,
  lowering: PlanLowering,
  context: PhysicalContext,
): ScanPlan {
  const { passing, rows } = end
  const { scan, conditions } = passing
  const first = plan(withNote(scan, earlyEndNote(end, context)), { offset: 0, count: rows })
  // Of how many rows pass conditions here nothing is known.
  const estimate = conditions.length > 0 ? first.estimate : estimateFirstPages(scan, rows, context)
  const inNoOrder = () => plan({ ...scan, orderBy: [] })
  const asJob = (progress: ScanProgress) =>
    isBetterAsJob(progress, rows, context) ? jobOf(inNoOrder()) : undefined
  return { ...first, estimate, enough: { ...enoughRows(end, lowering), asJob, inNoOrder } }
}

/** So many pages beyond those that are needed for certain: about as many calls as a job takes at least. */
const PATIENCE = 8

/**
 * Very many rows may agree, and few may pass. Where a job would bring all rows for fewer calls than the pages that are left, it
 * is begun after some pages, and these are all that the scan costs more than a job at once.
 */
function isBetterAsJob(
  { found, read, pages }: ScanProgress,
  rows: number,
  { options: { useBulk, bulkThreshold, pageSize } }: PhysicalContext,
): boolean {
  if (useBulk === 'never' || (useBulk === 'auto' && found < bulkThreshold)) return false
  const job = callsOfBulkJob(found)
  const left = Math.ceil(((found - read) * pages) / Math.max(1, read))
  const certain = callsFor(rows, pageSize)
  return left > job && (pages >= certain + PATIENCE || certain - pages > job)
}

function jobOf({ bulk, ...scan }: ScanPlan): ScanPlan | undefined {
  const reason = 'the first pages were not enough'
  return bulk && { ...scan, transport: { kind: 'bulk', reason }, bulk: {} }
}
