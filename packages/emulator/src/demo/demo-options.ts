/** The day that the demo org takes for today: its data ends here, and the example queries have rows. */
export const DEMO_AS_OF = '2025-06-30'

/** What a demo org is made from; the same options give the same records, byte for byte. */
export interface DemoOptions {
  /** Default 1. */
  readonly seed?: number
  /**
   * About 50,000 records at 1, and about 85,000 more for each further 1, of which 50,000 are transaction lines.
   * Default 1.
   */
  readonly scale?: number
  /** Today, as `2025-06-30`. The data covers the 36 months before. Default {@link DEMO_AS_OF}. */
  readonly asOf?: string
}
