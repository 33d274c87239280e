/**
 * Runs tasks, at most so many at a time. When one fails, no further one is started, `onFailure` may stop those under
 * way, and the failure is thrown when all have come to rest.
 */
export async function runBounded(
  tasks: readonly (() => Promise<void>)[],
  atOnce: number,
  onFailure: (error: unknown) => void,
): Promise<void> {
  let failure: { readonly error: unknown } | undefined
  const waiting = tasks.values()
  const work = async () => {
    for (const task of waiting) {
      if (failure !== undefined) return
      try {
        await task()
      } catch (error) {
        if (failure !== undefined) return
        failure = { error }
        onFailure(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, tasks.length)) }, work))
  if (failure !== undefined) throw failure.error
}
