import { CertSqlError } from '@certsql/core'

/** The first of these texts that is empty is an error that names its property. */
export function needTexts(login: string, texts: Readonly<Record<string, string>>, hint: string): void {
  const missing = Object.keys(texts).find((property) => texts[property]?.trim() === '')
  if (missing === undefined) return
  throw missingCredential(`${login} needs ${missing}.`, hint)
}

export function missingCredential(message: string, hint: string): CertSqlError {
  return new CertSqlError({ code: 'CERT-5004', message, hint })
}
