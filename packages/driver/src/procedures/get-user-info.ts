import { BOOLEAN, ID, TEXT } from '@certsql/core'
import { defineProcedure } from './procedure.js'

export const getUserInfo = defineProcedure({
  name: 'GetUserInfo',
  description: 'Who is logged in, and where.',
  parameters: {},
  results: {
    UserId: ID,
    UserName: TEXT,
    OrganizationId: ID,
    TimeZone: TEXT,
    Locale: TEXT,
    Language: TEXT,
    MultiCurrency: BOOLEAN,
    InstanceUrl: TEXT,
    ApiVersion: TEXT,
  },
  writes: false,
  requests: () => ['GET /services/oauth2/userinfo, unless the login has told it'],
  async run(_, { client, request }) {
    const user = await client.userInfo(request)
    return [
      [
        user.userId,
        user.userName ?? null,
        user.organizationId ?? null,
        user.timeZone ?? null,
        user.locale ?? null,
        user.language ?? null,
        user.multiCurrency ?? null,
        client.instanceUrl,
        client.apiVersion,
      ],
    ]
  },
})
