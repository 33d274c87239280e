import type { SalesforceOptions } from '@certsql/transport'
import type { PropertyValues } from '../properties/properties.js'

/** What the properties say of the way to the org. */
export function networkOptions(
  values: PropertyValues,
): Pick<SalesforceOptions, 'proxy' | 'serverCertificate' | 'timeouts'> {
  const { ProxyServer, ProxyPort, ProxyUser, ProxyPassword, ProxyExceptions, SSLServerCert } = values
  return {
    timeouts: {
      connectMilliseconds: values.ConnectTimeout * 1000,
      idleMilliseconds: values.IdleTimeout * 1000,
      totalMilliseconds: values.RequestTimeout * 1000,
    },
    ...(SSLServerCert !== undefined && { serverCertificate: SSLServerCert }),
    ...(ProxyServer !== undefined && {
      proxy: {
        server: ProxyServer,
        ...(ProxyPort !== undefined && { port: ProxyPort }),
        ...(ProxyUser !== undefined && { user: ProxyUser }),
        ...(ProxyPassword !== undefined && { password: ProxyPassword }),
        ...(ProxyExceptions !== undefined && { exceptions: ProxyExceptions }),
      },
    }),
  }
}
