import { CertSqlError } from '@certsql/core'

/** No room, no room for this user, or for a file of this size. */
const NO_ROOM: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Does something with files; its failure is an error that says what to do. */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof CertSqlError ? error : diskFailure(path, error)
  }
}

function diskFailure(path: string, cause: unknown): CertSqlError {
  const { code = '', message } = cause as NodeJS.ErrnoException
  if (NO_ROOM.has(code)) {
    return new CertSqlError({
      code: 'CERT-7003',
      message: `There is no room left on the disk for ${path}.`,
      hint: 'make room, and go on with resume: all pages that are there stay',
      cause,
    })
  }
  return new CertSqlError({
    code: 'CERT-8603',
    message: `${path} can't be written: ${message}.`,
    hint: 'give a folder that may be written to',
    cause,
  })
}
