import type { GlobalDescribe, ObjectDescribe } from '@certsql/core'
import type { Conditional, ConditionalRequest, DescribeSource } from '../../src/index.js'

/** An org at the port: it counts and notes what it is asked, and can be slow, failing or changed. */
export class FakeOrg implements DescribeSource {
  /** What was asked, in order: `global`, `Account`, `Account if modified since …`, `counts Account, Task`. */
  readonly calls: string[] = []
  mostAtATime = 0
  counts = new Map<string, number>()
  /** Runs before each answer. */
  before: (call: string, signal: AbortSignal | undefined) => Promise<void> = () => Promise.resolve()
  /** When each thing changed last; what is not here has no `Last-Modified`. */
  readonly lastModified = new Map<string, string>()
  objects: readonly ObjectDescribe[]
  private running = 0

  constructor(objects: readonly ObjectDescribe[]) {
    this.objects = objects
    for (const name of ['global', ...objects.map((object) => object.name)]) this.lastModified.set(name, 'Mon')
  }

  describeGlobal(request: ConditionalRequest = {}): Promise<Conditional<GlobalDescribe>> {
    const sobjects = () => this.objects.map(({ fields, childRelationships, ...summary }) => summary)
    return this.answer('global', request, () => ({
      encoding: 'UTF-8',
      maxBatchSize: 200,
      sobjects: sobjects(),
    }))
  }

  describeObject(name: string, request: ConditionalRequest = {}): Promise<Conditional<ObjectDescribe>> {
    return this.answer(name, request, () => {
      const described = this.objects.find((object) => object.name === name)
      if (described === undefined) throw new Error(`no object ${name}`)
      return described
    })
  }

  async recordCounts(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const call = `counts ${names.join(', ')}`
    this.calls.push(call)
    await this.before(call, undefined)
    return this.counts
  }

  /** The same object, changed on another day. */
  change(describe: ObjectDescribe, day: string): void {
    this.objects = this.objects.map((object) => (object.name === describe.name ? describe : object))
    this.lastModified.set(describe.name, day)
  }

  private async answer<Value>(
    name: string,
    { ifModifiedSince, signal }: ConditionalRequest,
    value: () => Value,
  ): Promise<Conditional<Value>> {
    const call = ifModifiedSince === undefined ? name : `${name} if modified since ${ifModifiedSince}`
    this.calls.push(call)
    this.running++
    this.mostAtATime = Math.max(this.mostAtATime, this.running)
    try {
      await this.before(call, signal)
      await new Promise((resolve) => setImmediate(resolve))
      const lastModified = this.lastModified.get(name)
      if (lastModified !== undefined && lastModified === ifModifiedSince) return { unchanged: true }
      // As an answer that was parsed: nobody else holds it.
      return { unchanged: false, value: structuredClone(value()), lastModified }
    } finally {
      this.running--
    }
  }
}
