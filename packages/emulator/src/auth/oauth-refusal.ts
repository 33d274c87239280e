import { json, type RestResponse } from '../server/rest-message.js'

/** What OAuth says instead of a token. */
export class OAuthRefusal extends Error {
  constructor(
    readonly error: string,
    readonly description: string,
  ) {
    super(description)
    this.name = 'OAuthRefusal'
  }
}

/** An object, not the array of REST. */
export function oauthRefusalResponse({ error, description }: OAuthRefusal): RestResponse {
  return json({ error, error_description: description }, { status: 400, apiCalls: 0 })
}
