import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** The pager to use: of `CERTSQL_PAGER`, of `PAGER`, or `less`; undefined where there is none. */
export function pagerCommand(environment: Environment): string | undefined {
  const chosen = environment.CERTSQL_PAGER ?? environment.PAGER
  if (chosen !== undefined) return chosen.trim() === '' || chosen.trim() === 'cat' ? undefined : chosen
  return isInstalled('less', environment) ? 'less' : undefined
}

function isInstalled(program: string, { PATH = '' }: Environment): boolean {
  return PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
