import type { GlobalDescribe, ObjectDescribe } from '@certsql/core'

export interface ConditionalRequest {
  /** The `Last-Modified` of what is known already: an unchanged answer has no body. */
  readonly ifModifiedSince?: string
  readonly signal?: AbortSignal
}

export type Conditional<Value> =
  | { readonly unchanged: true }
  | { readonly unchanged: false; readonly value: Value; readonly lastModified?: string | undefined }

/** Port: where describes come from. */
export interface DescribeSource {
  describeGlobal(request?: ConditionalRequest): Promise<Conditional<GlobalDescribe>>
  describeObject(name: string, request?: ConditionalRequest): Promise<Conditional<ObjectDescribe>>
  /** Record counts of many objects in one call; objects that the org does not count may be missing. */
  recordCounts?(
    objects: readonly string[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<ReadonlyMap<string, number>>
}
