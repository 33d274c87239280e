import { methodNotAllowed, notFound } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import type { RestRequest, RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import { homePage } from './home-page.js'
import { type Html, htmlResponse } from './html.js'
import { objectPage } from './object-page.js'

/** `/` and `/objects/Account`: for people with a browser. Undefined where there is no page. */
export function pageFor(request: RestRequest, localOrg: LocalOrg): RestResponse | undefined {
  const [folder, name, ...more] = request.path.split('/').filter((part) => part !== '')
  if (folder !== undefined && (folder !== 'objects' || name === undefined)) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw methodNotAllowed(request.method, 'GET, HEAD')
  checkHost(request)
  return { ...htmlResponse(page(name, more, localOrg)), isLogged: false }
}

function page(name: string | undefined, more: readonly string[], localOrg: LocalOrg): Html {
  if (name === undefined) return homePage(localOrg)
  const object = localOrg.org.object(name)
  if (object === undefined || more.length > 0) throw notFound()
  return objectPage(object, localOrg)
}

/** The pages show credentials: a foreign name that was made to point here must not read them. */
function checkHost({ headers }: RestRequest): void {
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  if (['127.0.0.1', 'localhost', '[::1]'].includes(host)) return
  throw new OrgRefusal(403, 'FORBIDDEN', 'This page is for this machine only')
}
