import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const packagesFolder = join(import.meta.dirname, '../..')
/** Imports of values: `import type` costs nothing at run time and may point back. */
const VALUE_IMPORT = /^(?:import|export) (?!type )[^'"]*?from '(\.[^']+)'/gm

describe('files import each other without cycles', () => {
  test.each(readdirSync(packagesFolder))('%s', (name) => {
    expect(firstCycle(importGraph(join(packagesFolder, name, 'src')))).toEqual([])
  })
})

function importGraph(folder: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  return new Map(
    files.map((file) => {
      const code = readFileSync(join(folder, file), 'utf8')
      const imported = [...code.matchAll(VALUE_IMPORT)]
        .filter(([statement]) => !onlyTypes(statement))
        .map(([, path = '']) => normalize(join(dirname(file), path)).replace(/\.js$/, '.ts'))
      return [file, imported.filter((path) => existsSync(join(folder, path)))]
    }),
  )
}

/** `import { type A, type B } from …` */
function onlyTypes(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1]?.split(',') ?? []
  return names.length > 0 && names.every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

function firstCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const finished = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    const start = path.indexOf(file)
    if (start !== -1) return [...path.slice(start), file]
    if (finished.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle.length > 0) return cycle
    }
    finished.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
