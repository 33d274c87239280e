import { CertSqlError, type ErrorCode } from '@certsql/core'
import { UsageError } from '../../src/command-line/usage-error.js'
import { ExitCode } from '../../src/exit-code.js'
import { BrokenPipe } from '../../src/output/broken-pipe.js'
import { exitCodeOf } from '../../src/run/exit-code-of.js'

const error = (code: ErrorCode, org?: { code: string; message: string }) =>
  new CertSqlError({ code, message: 'x', ...(org !== undefined && { org }) })

test.each<[ErrorCode, ExitCode]>([
  ['CERT-5001', ExitCode.ConnectionFailed],
  ['CERT-5004', ExitCode.Usage],
  ['CERT-2006', ExitCode.Usage],
  ['CERT-4001', ExitCode.Usage],
  ['CERT-6002', ExitCode.ConnectionFailed],
  ['CERT-8501', ExitCode.ConnectionFailed],
  ['CERT-8601', ExitCode.Usage],
  ['CERT-8602', ExitCode.Usage],
  ['CERT-8603', ExitCode.Usage],
  ['CERT-7006', ExitCode.Interrupted],
])('%s while connecting is exit code %i', (code, exitCode) => {
  expect(exitCodeOf(error(code), 'opening')).toBe(exitCode)
})

test.each<[ErrorCode, ExitCode]>([
  ['CERT-1001', ExitCode.StatementFailed],
  ['CERT-2006', ExitCode.StatementFailed],
  ['CERT-4001', ExitCode.StatementFailed],
  ['CERT-6001', ExitCode.StatementFailed],
  ['CERT-5002', ExitCode.ConnectionFailed],
  ['CERT-8502', ExitCode.ConnectionFailed],
  ['CERT-8601', ExitCode.StatementFailed],
  ['CERT-8603', ExitCode.StatementFailed],
  ['CERT-7006', ExitCode.Interrupted],
  ['CERT-9001', ExitCode.StatementFailed],
])('%s from a statement is exit code %i', (code, exitCode) => {
  expect(exitCodeOf(error(code), 'statement')).toBe(exitCode)
})

test('a limit of the org may be gone later; one of our own will not', () => {
  const org = { code: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }
  expect(exitCodeOf(error('CERT-7001', org), 'statement')).toBe(ExitCode.ConnectionFailed)
  expect(exitCodeOf(error('CERT-7001'), 'statement')).toBe(ExitCode.StatementFailed)
})

test('others', () => {
  expect(exitCodeOf(new UsageError('x'), 'statement')).toBe(ExitCode.Usage)
  expect(exitCodeOf(new BrokenPipe(), 'statement')).toBe(ExitCode.Ok)
  expect(exitCodeOf(new TypeError('x'), 'statement')).toBe(ExitCode.StatementFailed)
})

test('a pipe that nobody reads any more is no error, and a connection that was reset is one', () => {
  const cause = (code: string) => Object.assign(new Error(code), { code })
  const withCause = (code: ErrorCode, of: string) =>
    new CertSqlError({ code, message: 'x', cause: cause(of) })
  expect(exitCodeOf(withCause('CERT-8603', 'EPIPE'), 'statement')).toBe(ExitCode.Ok)
  expect(exitCodeOf(withCause('CERT-8603', 'ENOSPC'), 'statement')).toBe(ExitCode.StatementFailed)
  expect(exitCodeOf(withCause('CERT-8501', 'ECONNRESET'), 'statement')).toBe(ExitCode.ConnectionFailed)
})
