import type { LoadProgress } from '@certsql/driver'
import { plural } from './report-text.js'

/** `2.1 s · writing · 12,000 rows read · 10,000 written · 3 failed` */
export function loadProgressText(progress: LoadProgress | undefined, elapsed: number): string {
  const seconds = `${(elapsed / 1_000).toFixed(1)} s`
  if (progress === undefined) return `${seconds} · planning`
  const { phase, read, written, failed, refused } = progress
  const parts = [seconds, phase, `${plural(read, 'row')} read`]
  if (phase === 'writing') parts.push(`${written.toLocaleString('en-US')} written`)
  if (failed + refused > 0) parts.push(`${(failed + refused).toLocaleString('en-US')} failed`)
  return parts.join(' · ')
}
