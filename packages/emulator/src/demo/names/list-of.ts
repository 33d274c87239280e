/** A list written as prose: `` listOf(`Alder, Beacon`) `` is `['Alder', 'Beacon']`. */
export function listOf(text: string): readonly string[] {
  return text.trim().split(/,\s+/)
}
