/** The API calls of the last 24 hours, from the `Sforce-Limit-Info` header of the latest answer. */
export interface ApiUsage {
  readonly used: number
  readonly max: number
  /** The share of this connected app, where the org limits it by itself. */
  readonly app?: { readonly name: string; readonly used: number; readonly max: number }
}

/** Reads `api-usage=25/5000; per-app-api-usage=17/250(appName=my-app)`. */
export function readApiUsage(header: string | undefined): ApiUsage | undefined {
  if (header === undefined) return undefined
  const org = /(?:^|[;\s])api-usage=(\d+)\/(\d+)/.exec(header)
  if (org === null) return undefined
  const usage = { used: Number(org[1]), max: Number(org[2]) }
  const app = /per-app-api-usage=(\d+)\/(\d+)\(appName=([^)]*)\)/.exec(header)
  if (app === null) return usage
  return { ...usage, app: { name: app[3] ?? '', used: Number(app[1]), max: Number(app[2]) } }
}
