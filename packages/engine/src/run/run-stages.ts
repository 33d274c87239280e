/** A table that is filled when those that it waits for are full. */
export interface Stage {
  readonly name: string
  readonly after: readonly string[]
  run(): Promise<void>
}

/**
 * Runs each stage as soon as those before it are done. When one fails, those that wait are not begun, `onFailure` may stop
 * those under way, and the failure is thrown when all have come to rest. No stage may wait for itself, however far around.
 */
export async function runStages(
  stages: readonly Stage[],
  onFailure: (error: unknown) => void,
): Promise<void> {
  const byName = new Map(stages.map((stage) => [stage.name, stage]))
  const begun = new Map<string, Promise<boolean>>()
  let failure: { readonly error: unknown } | undefined
  const begin = (name: string): Promise<boolean> => {
    const known = begun.get(name)
    if (known !== undefined) return known
    const stage = byName.get(name)
    const done = stage === undefined ? Promise.resolve(true) : runStage(stage)
    begun.set(name, done)
    return done
  }
  /** Whether it came to its end. */
  const runStage = async (stage: Stage): Promise<boolean> => {
    const ready = await Promise.all(stage.after.map(begin))
    if (failure !== undefined || ready.includes(false)) return false
    try {
      await stage.run()
      return true
    } catch (error) {
      if (failure === undefined) {
        failure = { error }
        onFailure(error)
      }
      return false
    }
  }
  await Promise.all(stages.map(({ name }) => begin(name)))
  if (failure !== undefined) throw (failure as { readonly error: unknown }).error
}
