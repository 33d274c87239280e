/** The items in an order of their own at every call, as an org is free to give rows. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const result = [...items]
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1))
    const moved = result[index] as Item
    result[index] = result[other] as Item
    result[other] = moved
  }
  return result
}
