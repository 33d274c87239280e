import sax from 'sax'

/** What is told of a document as it is read. Names come without their prefix. */
export interface XmlHandlers<Event> {
  open?(name: string, attributes: Readonly<Record<string, string>>): Event | undefined
  text?(text: string): void
  close?(name: string): Event | undefined
}

/** Reads a document piece by piece; gives what the handlers make of it, in the order of the document. */
export async function* xmlEvents<Event>(
  bytes: AsyncIterable<Buffer>,
  handlers: XmlHandlers<Event>,
): AsyncGenerator<Event> {
  const parser = sax.parser(true, { trim: false, normalize: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const events: Event[] = []
  const keep = (event: Event | undefined) => {
    if (event !== undefined) events.push(event)
  }
  parser.onopentag = ({ name, attributes }) =>
    keep(handlers.open?.(withoutPrefix(name), attributes as Readonly<Record<string, string>>))
  parser.onclosetag = (name) => keep(handlers.close?.(withoutPrefix(name)))
  parser.ontext = (text) => handlers.text?.(text)
  parser.oncdata = (text) => handlers.text?.(text)
  parser.onerror = (error) => {
    throw error
  }
  for await (const piece of bytes) {
    parser.write(decoder.decode(piece, { stream: true }))
    yield* events.splice(0)
  }
  parser.close()
  yield* events
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
