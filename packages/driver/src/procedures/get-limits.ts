import { BIGINT, TEXT } from '@certsql/core'
import { defineProcedure } from './procedure.js'

export const getLimits = defineProcedure({
  name: 'GetLimits',
  description: "The org's limits as they stand, as certsql.limits shows them.",
  parameters: {},
  results: { Name: TEXT, Max: BIGINT, Remaining: BIGINT, Used: BIGINT },
  writes: false,
  requests: (_, version) => [`GET /services/data/v${version}/limits`],
  async run(_, { client, request }) {
    const limits = await client.limits(request)
    return [...limits].map(([name, { max, remaining }]) => [name, max, remaining, max - remaining])
  },
})
