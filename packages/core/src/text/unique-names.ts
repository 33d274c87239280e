/** Most readers keep only the last of equal keys, so a second `Name` becomes `Name_2`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names)
  const seen = new Set<string>()
  return names.map((name) => {
    let unique = name
    for (let count = 2; seen.has(unique) || (unique !== name && taken.has(unique)); count++) {
      unique = `${name}_${count}`
    }
    seen.add(unique)
    return unique
  })
}
