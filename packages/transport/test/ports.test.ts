import type { DescribeSource } from '@certsql/catalog'
import type { RemoteSource, RemoteWrites } from '@certsql/engine'
import type { SalesforceClient } from '../src/index.js'
import { pageOf, withOrg } from './fake-org.js'

/** The compiler's part: the client fits both ports by shape. */
const asDescribeSource = (client: SalesforceClient): DescribeSource => client
const asRemoteSource = (client: SalesforceClient): RemoteSource => client
const asRemoteWrites = (client: SalesforceClient): RemoteWrites => client

test('the client serves the catalog and the engine', async () => {
  const global = { sobjects: [{ name: 'Account', label: 'Account' }] }
  await withOrg(
    ({ url }) => ({ body: url.endsWith('/sobjects') ? global : pageOf(1, 0, 1) }),
    async (client) => {
      expect(await asDescribeSource(client).describeGlobal()).toEqual({ unchanged: false, value: global })
      expect(asRemoteWrites(client)).toBe(client)
      for await (const { totalSize } of asRemoteSource(client).query('SELECT Id FROM Account')) {
        expect(totalSize).toBe(1)
      }
    },
  )
})
