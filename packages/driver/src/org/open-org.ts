import { Catalog, openDescribeCache } from '@certsql/catalog'
import { functionLines } from '@certsql/planner'
import {
  type Authentication,
  connectSalesforce,
  type RequestHook,
  type SalesforceClient,
  type UserInfo,
} from '@certsql/transport'
import { procedureFigures } from '../procedures/procedure-figures.js'
import type { Settings } from '../properties/settings.js'
import { defaultCacheLocation } from './cache-location.js'
import { CountedDescribes } from './counted-describes.js'
import { KnownLogins } from './known-logins.js'
import { LogFile } from './log-file.js'
import { networkOptions } from './network-options.js'

/** An org that is logged in to, and what is known of it. */
export interface Org {
  readonly client: SalesforceClient
  readonly catalog: Catalog
  readonly describes: CountedDescribes
  readonly user: UserInfo
  /** What the catalog has had to say so far. */
  readonly warnings: readonly string[]
  close(): Promise<void>
}

export interface OrgMeans {
  readonly environment: { readonly [name: string]: string | undefined }
  readonly onRequest: RequestHook | undefined
}

export async function openOrg(
  login: Authentication,
  settings: Settings,
  { environment, onRequest }: OrgMeans,
): Promise<Org> {
  const { values } = settings
  const location = values.MetadataCache ?? defaultCacheLocation(environment)
  const logins = new KnownLogins(location, values.MetadataTTL * 1000)
  const known = await logins.find(login)
  const logFile =
    values.Logfile === undefined ? undefined : await LogFile.open(values.Logfile, values.Verbosity)
  const apiVersion = values.APIVersion ?? known?.apiVersion
  try {
    const client = await connectSalesforce({
      auth: login,
      ...networkOptions(values),
      ...(apiVersion !== undefined && { apiVersion }),
      ...(logFile !== undefined && { log: logFile.log }),
      ...(onRequest !== undefined && { onRequest }),
    })
    // A login with a password tells who it is, and costs no call.
    const user =
      login.scheme === 'Basic' ? await client.userInfo() : (known?.user ?? (await client.userInfo()))
    if (known === undefined) {
      await logins.remember(login, { apiVersion: client.apiVersion, user, seenAt: Date.now() })
    }
    const describes = new CountedDescribes(client)
    const warnings: string[] = []
    const catalog = openCatalog({ client, user, settings, describes, location, warnings })
    return {
      client,
      catalog,
      describes,
      user,
      warnings,
      async close() {
        client.close()
        await logFile?.close()
      },
    }
  } catch (error) {
    await logFile?.close()
    throw error
  }
}

interface CatalogParts {
  readonly client: SalesforceClient
  readonly user: UserInfo
  readonly settings: Settings
  readonly describes: CountedDescribes
  readonly location: string
  readonly warnings: string[]
}

function openCatalog({ client, user, settings, describes, location, warnings }: CatalogParts): Catalog {
  const { values } = settings
  const { instanceUrl, apiVersion } = client
  const onWarning = (message: string) => {
    warnings.push(message)
  }
  return new Catalog(describes, {
    cache: openDescribeCache(location, { instanceUrl, userId: user.userId, apiVersion }, onWarning),
    objects: values.Objects,
    shortNames: values.ShortNames,
    ttlMilliseconds: values.MetadataTTL * 1000,
    onWarning,
    org: { userLocale: user.locale, userTimeZone: user.timeZone, multiCurrency: user.multiCurrency },
    metadata: {
      limits: async (options) => {
        const limits = await client.limits(options)
        return [...limits].map(([name, { max, remaining }]) => ({ name, max, remaining }))
      },
      functions: functionLines,
      procedures: procedureFigures,
    },
  })
}
