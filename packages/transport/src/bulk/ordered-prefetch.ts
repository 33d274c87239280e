/**
 * Gives the results in the order of the tasks, while the next ones are already under way: at most `atOnce` are running or
 * waiting to be taken. The failure of a task is thrown when it is its turn.
 */
export async function* orderedPrefetch<T>(
  tasks: AsyncIterable<() => Promise<T>>,
  atOnce: number,
): AsyncGenerator<T> {
  const iterator = tasks[Symbol.asyncIterator]()
  const underWay: Promise<T>[] = []
  let moreTasks = true
  try {
    for (;;) {
      while (moreTasks && underWay.length < atOnce) {
        const next = await iterator.next()
        if (next.done === true) moreTasks = false
        else {
          const running = next.value()
          running.catch(() => {})
          underWay.push(running)
        }
      }
      const first = underWay.shift()
      if (first === undefined) return
      yield await first
    }
  } finally {
    await iterator.return?.()
  }
}
