/** How many calls bring so many rows; one at least, as no row takes a call too. */
export function callsFor(rows: number, pageSize: number): number {
  return Math.max(1, Math.ceil(rows / pageSize))
}
