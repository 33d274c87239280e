/**
 * Whether a line may hold a password or the like, and must not be written down: a connection URL, or the value of a
 * property that is a secret, or a procedure that takes a token. Too much caution costs a history entry; too little costs an org.
 */
export function holdsSecret(text: string): boolean {
  return (
    /certinia:\/\//i.test(text) ||
    /^\s*(set|\\c)\b.*(password|secret|token|assertion|verifier|jwtcert)/is.test(text) ||
    /\b(call|exec|execute)\s+(certsql\s*\.\s*)?\w*OAuth\w*/i.test(text)
  )
}
