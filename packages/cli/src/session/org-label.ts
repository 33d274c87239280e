/** Which org one is in, in a word or two, for the prompt. */
export interface OrgLabel {
  readonly name: string
  readonly kind: 'demo' | 'local' | 'sandbox' | 'development' | 'production'
}

export const DEMO_LABEL: OrgLabel = { name: 'demo', kind: 'demo' }

/**
 * Reads the address of an org, which tells what it is:
 * https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm
 *
 * ```ts
 * orgLabel('https://acme--uat.sandbox.my.salesforce.com')  // { name: 'acme--uat', kind: 'sandbox' }
 * ```
 */
export function orgLabel(instanceUrl: string): OrgLabel {
  const { hostname, host } = new URL(instanceUrl)
  if (/^(127\.|localhost$|\[::1\]$)/.test(hostname)) return { name: host, kind: 'local' }
  const name = hostname.split('.')[0] ?? hostname
  if (/\.sandbox\.my\./.test(hostname) || /^cs\d+\./.test(hostname)) return { name, kind: 'sandbox' }
  if (/\.(develop|scratch|trailblaze|demo|patch)\.my\./.test(hostname)) return { name, kind: 'development' }
  return { name: hostname.endsWith('.my.salesforce.com') ? name : hostname, kind: 'production' }
}

/** `acme (production)`, `demo` */
export function labelText({ name, kind }: OrgLabel): string {
  return kind === 'demo' ? name : `${name} (${kind})`
}
