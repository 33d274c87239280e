interface Element {
  readonly source: string
  readonly content: string
}

/** The content of the first element of this name, whatever its prefix. */
export function element(xml: string, name: string): string | undefined {
  return find(xml, name)?.content
}

/** The same with its own tags. */
export function elementSource(xml: string, name: string): string | undefined {
  return find(xml, name)?.source
}

function find(xml: string, name: string): Element | undefined {
  const start = startPattern(name).exec(xml)
  if (start === null) return undefined
  const contentStart = start.index + start[0].length
  if (start[0].endsWith('/>')) return { source: start[0], content: '' }
  const end = new RegExp(`</(?:[\\w.-]+:)?${name}\\s*>`).exec(xml.slice(contentStart))
  if (end === null) return undefined
  return {
    source: xml.slice(start.index, contentStart + end.index + end[0].length),
    content: xml.slice(contentStart, contentStart + end.index),
  }
}

/** The contents of all elements of this name, one after the other; none of them within another. */
export function elementContents(xml: string, name: string): readonly string[] {
  const contents: string[] = []
  let rest = xml
  for (;;) {
    const found = find(rest, name)
    if (found === undefined) return contents
    contents.push(found.content)
    rest = rest.slice(rest.indexOf(found.source) + found.source.length)
  }
}

/** The elements right below, in their order; for elements that hold texts only. */
export function textElements(xml: string): readonly { readonly name: string; readonly text: string }[] {
  const pattern = /<(?:[\w.-]+:)?([\w.-]+)(?:\s[^>]*)?(?:\/>|>([^<]*)<\/[^>]*>)/g
  return [...xml.matchAll(pattern)].map(([, name = '', text = '']) => ({ name, text: decodeXml(text) }))
}

function startPattern(name: string): RegExp {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?/?>`)
}

export function startTag(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>`).exec(xml)?.[0]
}

export function attribute(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag) ?? []
  return value === undefined ? undefined : decodeXml(value)
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

export function decodeXml(text: string): string {
  return text.trim().replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

export function encodeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => {
    const [name] = Object.entries(ENTITIES).find(([, decoded]) => decoded === character) ?? []
    return `&${name};`
  })
}
