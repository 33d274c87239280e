/** What EXPLAIN (FORMAT JSON) tells of a plan, as far as plans are compared. */
export interface ExplainedPlan {
  readonly runs: string
  readonly scans: readonly {
    readonly name: string
    readonly soql: string
    readonly pieces: readonly {
      readonly subject: string
      readonly text: string
      readonly verdict: string
      readonly reason: string
      readonly hint: string | null
    }[]
  }[]
  readonly local: readonly {
    readonly subject: string
    readonly text: string
    readonly reason: string
    readonly hint: string | null
  }[]
  readonly metadata: readonly string[]
  readonly residual: { readonly pretty: string } | null
  readonly window: { readonly offset: number; readonly count: number | null } | null
  readonly fallback: { readonly causes: readonly string[]; readonly plan: ExplainedPlan } | null
}

/** A plan as text without figures, which depend on how many records there are. */
export function formatExplanation(plan: ExplainedPlan): string {
  return lines(plan).join('\n')
}

function lines(plan: ExplainedPlan): readonly string[] {
  const { runs, scans, metadata, local, residual, window, fallback } = plan
  return [
    `runs: ${runs}`,
    ...scans.flatMap(({ name, soql, pieces }) => [
      `scan ${name}: ${soql}`,
      ...pieces.flatMap(({ subject, text, verdict, reason, hint }) => [
        `  ${verdict} ${subject}: ${text}`,
        `    ${reason}`,
        ...(hint === null ? [] : [`    → ${hint}`]),
      ]),
    ]),
    ...metadata.map((table) => `metadata: ${table}`),
    ...local.flatMap(({ subject, text, reason, hint }) => [
      `here ${subject}: ${text}`,
      `  ${reason}`,
      ...(hint === null ? [] : [`  → ${hint}`]),
    ]),
    ...(residual === null ? [] : ['here:', ...indented(residual.pretty.split('\n'))]),
    ...(window === null ? [] : [`here, as rows pass: skip ${window.offset}, take ${window.count ?? 'all'}`]),
    ...(fallback === null
      ? []
      : [
          `if ${fallback.causes.join(', or ')}:`,
          // What the statement is made of has been said above.
          ...indented(lines({ ...fallback.plan, local: [], scans: fallback.plan.scans.map(withoutPieces) })),
        ]),
  ]
}

function withoutPieces(scan: ExplainedPlan['scans'][number]): ExplainedPlan['scans'][number] {
  return { ...scan, pieces: [] }
}

function indented(text: readonly string[]): readonly string[] {
  return text.map((line) => `  ${line}`)
}
