/** `fillIn('{host} is down', { host: 'acme' })` is `acme is down`. */
export function fillIn(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => words[name] ?? place)
}
