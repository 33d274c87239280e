import { access, constants, mkdir } from 'node:fs/promises'
import { systemErrorReason } from '@certsql/core'
import { bad, doubtful, type Finding, good } from './check.js'

const OLDEST_NODE = [20, 19] as const

export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isOldEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
  return isOldEnough
    ? good(`Node ${process.versions.node}`)
    : bad(`Node ${process.versions.node} is too old`, `install Node ${OLDEST_NODE.join('.')} or newer`)
}

export async function checkFolder(name: string, folder: string): Promise<Finding> {
  if (/^(memory:|off$)/i.test(folder))
    return doubtful(`${name} is off`, 'each start asks the org for its schema again')
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.R_OK | constants.W_OK)
    return good(folder)
  } catch (error) {
    return doubtful(
      `${folder} cannot be written: ${systemErrorReason(error)}`,
      `make it writable, or choose another place`,
    )
  }
}

/** DuckDB is a native module: what cannot be loaded is found here, and not in the middle of a join. */
export async function checkEngine(loadEngine: () => Promise<string>): Promise<Finding> {
  try {
    return good(`DuckDB ${await loadEngine()}`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return bad(`DuckDB cannot be loaded: ${reason}`, 'install again on this machine, with optional packages')
  }
}
