/**
 * Whether a line may hold a password or the like, and must not be written down: a connection URL, or the value of a
 * property that is a secret. Too much caution costs a history entry; too little costs an org.
 */
export function holdsSecret(text: string): boolean {
  return (
    /certinia:\/\//i.test(text) ||
    /^\s*(set|\\c)\b.*(password|secret|token|assertion|verifier|jwtcert)/is.test(text)
  )
}
