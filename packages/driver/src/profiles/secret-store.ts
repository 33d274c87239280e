/** Where the secrets of profiles are kept. An account is `profile/property`. */
export interface SecretStore {
  /** `the keyring of the system`, `the file /home/amy/.config/certsql/secrets.json` */
  readonly place: string
  get(account: string): Promise<string | undefined>
  set(account: string, secret: string): Promise<void>
  remove(account: string): Promise<void>
}
