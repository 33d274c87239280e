/** The few colours we use. Each leaves its text alone when colour is off. */
export function dim(text: string, colour: boolean): string {
  return paint(text, '2', '22', colour)
}

export function bold(text: string, colour: boolean): string {
  return paint(text, '1', '22', colour)
}

export function red(text: string, colour: boolean): string {
  return paint(text, '31', '39', colour)
}

export function green(text: string, colour: boolean): string {
  return paint(text, '32', '39', colour)
}

export function yellow(text: string, colour: boolean): string {
  return paint(text, '33', '39', colour)
}

export function cyan(text: string, colour: boolean): string {
  return paint(text, '36', '39', colour)
}

function paint(text: string, on: string, off: string, colour: boolean): string {
  return colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
}
