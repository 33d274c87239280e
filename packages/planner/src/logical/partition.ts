/** The items that pass a test, and those that do not, each in their order. */
export function partition<T>(
  items: readonly T[],
  passes: (item: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [items.filter(passes), items.filter((item) => !passes(item))]
}
