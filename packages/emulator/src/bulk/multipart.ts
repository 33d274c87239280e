import { OrgRefusal } from '../soql/soql-refusal.js'

/** The parts of a `multipart/form-data` body by their names, or undefined where the body is something else. */
export function readMultipart(contentType: string, body: string): ReadonlyMap<string, string> | undefined {
  if (!/^multipart\/form-data\b/i.test(contentType)) return undefined
  const [, quotedBoundary, bareBoundary] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? []
  const boundary = quotedBoundary ?? bareBoundary
  if (boundary === undefined) throw malformed('The multipart body has no boundary')
  const parts = new Map<string, string>()
  // The first delimiter may stand at the very start; what is before it does not count.
  const [, ...sections] = `\r\n${body}`.split(`\r\n--${boundary}`)
  if (!sections.some((section) => section.startsWith('--')))
    throw malformed('The multipart body does not end')
  for (const section of sections) {
    if (section.startsWith('--')) break
    const headEnd = section.indexOf('\r\n\r\n')
    const [, name] = /content-disposition:[^\r\n]*?\bname="([^"]*)"/i.exec(section.slice(0, headEnd)) ?? []
    if (headEnd < 0 || name === undefined) throw malformed('A part of the multipart body has no name')
    parts.set(name, section.slice(headEnd + 4))
  }
  return parts
}

function malformed(message: string): OrgRefusal {
  return new OrgRefusal(400, 'INVALID_MULTIPART_REQUEST', message)
}
