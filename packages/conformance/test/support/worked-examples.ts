/** A statement of a page, and the text that the page shows for it. */
export interface WorkedExample {
  readonly sql: string
  readonly text: string
}

const EXAMPLE = /```sql\n(?<sql>EXPLAIN[\s\S]*?)```\n\n```text\n(?<text>[\s\S]*?)```/g

/** The EXPLAIN statements of a page in Markdown that are followed by what they print. */
export function workedExamples(page: string): readonly WorkedExample[] {
  return [...page.matchAll(EXAMPLE)].map(({ groups }) => ({
    sql: groups?.sql?.trim() ?? '',
    text: groups?.text ?? '',
  }))
}

/** The page with other texts, in the order of its examples. */
export function withTexts(page: string, texts: readonly string[]): string {
  let index = 0
  return page.replace(EXAMPLE, (_, sql: string) => {
    const text = texts[index++] ?? ''
    return `\`\`\`sql\n${sql}\`\`\`\n\n\`\`\`text\n${text}\`\`\``
  })
}
