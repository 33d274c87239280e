import type { ConditionalRequest, DescribeSource } from '@certsql/catalog'
import type { SalesforceClient } from '@certsql/transport'

/** The client as the catalog's source, and how many calls it has made for it. */
export class CountedDescribes implements DescribeSource {
  calls = 0

  constructor(private readonly client: SalesforceClient) {}

  private readonly onRequest = ({ apiCalls }: { readonly apiCalls: number }) => {
    this.calls += apiCalls
  }

  describeGlobal(request: ConditionalRequest = {}) {
    return this.client.describeGlobal({ ...request, onRequest: this.onRequest })
  }

  describeObject(name: string, request: ConditionalRequest = {}) {
    return this.client.describeObject(name, { ...request, onRequest: this.onRequest })
  }

  recordCounts(objects: readonly string[], options: { readonly signal?: AbortSignal } = {}) {
    return this.client.recordCounts(objects, { ...options, onRequest: this.onRequest })
  }
}
