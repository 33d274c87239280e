import { readdir, readFile } from 'node:fs/promises'
import { PACKAGE_FOLDER } from '../package-folder.js'

/** A query of the tour: a file whose first comments are its title and the question that it answers. */
export interface TourQuery {
  readonly title: string
  readonly question: string
  readonly sql: string
}

const FOLDER = new URL('demo/', PACKAGE_FOLDER)

/** The queries in the order of their file names. */
export async function readTourQueries(): Promise<TourQuery[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()
  return await Promise.all(
    files.map(async (file) => parseTourQuery(await readFile(new URL(file, FOLDER), 'utf8'))),
  )
}

export function parseTourQuery(text: string): TourQuery {
  const [title = '', question = '', ...sql] = text.trim().split('\n')
  return {
    title: withoutDashes(title),
    question: withoutDashes(question),
    sql: sql.join('\n').trim().replace(/;$/, ''),
  }
}

function withoutDashes(line: string): string {
  return line.replace(/^--\s*/, '')
}
