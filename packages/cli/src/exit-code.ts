/** What the process says to its caller when it ends; scripts rely on these numbers. */
export enum ExitCode {
  Ok = 0,
  /** A statement failed: wrong SQL, or the org refused it. */
  StatementFailed = 1,
  /** The command line, a property or a file name is wrong. */
  Usage = 2,
  /** No connection, or a fault that may be gone when tried again. */
  ConnectionFailed = 3,
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  Interrupted = 130,
}
