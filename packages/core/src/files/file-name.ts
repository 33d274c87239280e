/** How a whole file is compressed, by the ending of its name: `.gz` (gzip), `.zst` (Zstandard). */
export type FilePacking = 'gz' | 'zst'

const PACKED = /\.(gz|zst)$/i

/** How a file is compressed, by its name: `invoices.csv.gz`. */
export function packingOf(path: string): FilePacking | undefined {
  return PACKED.exec(path)?.[1]?.toLowerCase() as FilePacking | undefined
}

/** The name of what is compressed: `invoices.csv`. */
export function withoutPacking(path: string): string {
  return path.replace(PACKED, '')
}

/** What tells the format of a file, compressed or not: `csv`. Empty where its name does not. */
export function extensionOf(path: string): string {
  return /\.([^./\\]+)$/.exec(withoutPacking(path))?.[1]?.toLowerCase() ?? ''
}
