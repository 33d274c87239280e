import { CertSqlError } from '@certsql/core'
import { UsageError } from '../command-line/usage-error.js'
import { ExitCode } from '../exit-code.js'
import { BrokenPipe, isBrokenPipe } from '../output/broken-pipe.js'
import { Interrupted } from './interruption.js'

/** Whether an error came while the session was being opened, or from a statement. */
export type Phase = 'opening' | 'statement'

/** What an error says to the caller of the process. */
export function exitCodeOf(error: unknown, phase: Phase): ExitCode {
  if (error instanceof BrokenPipe || isBrokenPipeByName(error)) return ExitCode.Ok
  if (error instanceof UsageError) return ExitCode.Usage
  if (error instanceof Interrupted) return ExitCode.Interrupted
  if (!(error instanceof CertSqlError)) return ExitCode.StatementFailed
  if (error.code === 'CERT-7006') return ExitCode.Interrupted
  return phase === 'opening' ? openingCode(error) : statementCode(error)
}

/** Wrong properties, URLs and files can be mended by the caller only; all else stands between us and the org. */
function openingCode({ code }: CertSqlError): ExitCode {
  if (code === 'CERT-5004' || code === 'CERT-2006') return ExitCode.Usage
  if (/^CERT-(40|86)/.test(code)) return ExitCode.Usage
  return ExitCode.ConnectionFailed
}

/** Faults of the login, the network or the org's state, and limits that the org has set, may be gone later. */
function statementCode({ code, org }: CertSqlError): ExitCode {
  if (/^CERT-(50|85)/.test(code)) return ExitCode.ConnectionFailed
  if (/^CERT-70/.test(code) && org !== undefined) return ExitCode.ConnectionFailed
  return ExitCode.StatementFailed
}

/** /dev/stdout and named pipes are written to as files are. */
function isBrokenPipeByName(error: unknown): boolean {
  return error instanceof CertSqlError && error.code === 'CERT-8603' && isBrokenPipe(error.cause)
}
