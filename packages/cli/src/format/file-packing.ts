import type { FilePacking } from '@certsql/driver'

const PACKED = /\.(gz|zst)$/i

/** How a file is compressed, by its name: `invoices.csv.gz`. */
export function packingOf(path: string): FilePacking | undefined {
  return PACKED.exec(path)?.[1]?.toLowerCase() as FilePacking | undefined
}

/** The name of what is compressed: `invoices.csv`. */
export function withoutPacking(path: string): string {
  return path.replace(PACKED, '')
}
