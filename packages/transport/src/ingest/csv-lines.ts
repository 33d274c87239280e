const QUOTE = 0x22
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Where the lines of a CSV file begin and end, the line ends left out; line ends inside of quotes are part of a line. */
export function* csvLines(csv: Buffer): Generator<readonly [start: number, end: number]> {
  let start = 0
  let isQuoted = false
  for (let at = 0; at < csv.length; at++) {
    const byte = csv[at]
    // Two quotes inside of quotes end them and begin them again.
    if (byte === QUOTE) isQuoted = !isQuoted
    else if (byte === LINE_FEED && !isQuoted) {
      yield [start, at > start && csv[at - 1] === CARRIAGE_RETURN ? at - 1 : at]
      start = at + 1
    }
  }
  if (start < csv.length) yield [start, csv.length]
}
