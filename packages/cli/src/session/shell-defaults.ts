import type { environmentName, PropertyName } from '@certsql/driver'

/**
 * Properties that the command line has other defaults for than programs: digits are printed, not computed with, and the
 * person at the terminal may read files of the machine anyway.
 */
const SHELL_DEFAULTS: Readonly<Partial<Record<PropertyName, string>>> = {
  Decimals: 'String',
  AllowLocalFiles: 'true',
}

/** Sets them where the driver looks last, so that an option, a URL or a variable of the user wins. */
export function setShellDefaults(
  environment: Record<string, string | undefined>,
  nameOf: typeof environmentName,
): void {
  for (const name of Object.keys(SHELL_DEFAULTS) as (keyof typeof SHELL_DEFAULTS)[]) {
    environment[nameOf(name)] ||= SHELL_DEFAULTS[name]
  }
}
