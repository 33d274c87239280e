import type { Org } from '../org/org.js'
import { jsonText, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { OrgRefusal } from '../soql/soql-refusal.js'
import {
  type Answer,
  type Dispatch,
  halted,
  isFailure,
  readSubrequests,
  referencedIds,
  runSubrequests,
  type Subrequest,
} from './composite-subrequests.js'
import { compositeText, summary } from './composite-text.js'
import { type JsonMembers, readList } from './read-body.js'

const MAXIMUM_NODES = 500
const MAXIMUM_GRAPHS = 75
const MAXIMUM_DEPTH = 15
const MAXIMUM_KINDS = 15
/** When so many graphs have failed, the others are not tried. */
const MAXIMUM_FAILURES = 14

interface Graph {
  readonly graphId: string
  readonly nodes: readonly Subrequest[]
}

/** `POST /composite/graph`: each graph is written wholly or not at all, whatever becomes of the others. */
export function graphResource(
  request: RestRequest,
  body: JsonMembers,
  org: Org,
  dispatch: Dispatch,
): RestResponse {
  const graphs = readGraphs(body)
  const all: Answer[] = []
  let failures = 0
  const parts = graphs.map(({ graphId, nodes }) => {
    const answers =
      failures >= MAXIMUM_FAILURES
        ? nodes.map(({ referenceId }) => ({ referenceId, response: halted(TOO_MANY_FAILURES) }))
        : runSubrequests(nodes, request, org, dispatch, true)
    const isSuccessful = !answers.some(({ response }) => isFailure(response))
    if (!isSuccessful) failures++
    all.push(...answers)
    return `{"graphId":${JSON.stringify(graphId)},"graphResponse":${compositeText(answers)},"isSuccessful":${isSuccessful}}`
  })
  return jsonText(`{"graphs":[${parts.join(',')}]}`, summary(all))
}

const TOO_MANY_FAILURES = `The graph was not processed because ${MAXIMUM_FAILURES} graphs before it failed.`

function readGraphs(body: JsonMembers): readonly Graph[] {
  const list = readList(body, 'graphs')
  if (list.length === 0) throw new OrgRefusal(400, 'MISSING_ARGUMENT', 'graphs must be a list of graphs')
  if (list.length > MAXIMUM_GRAPHS) throw tooMuch('graphs', MAXIMUM_GRAPHS, list.length)
  const seen = new Set<string>()
  const graphs = list.map((item): Graph => {
    const { graphId } = item
    if (typeof graphId !== 'string' || graphId === '' || seen.has(graphId)) {
      throw new OrgRefusal(400, 'INVALID_INPUT', 'Every graph needs a graphId of its own')
    }
    seen.add(graphId)
    const nodes = inOrder(readSubrequests(readList(item, 'compositeRequest')))
    return { graphId, nodes }
  })
  const count = graphs.reduce((sum, { nodes }) => sum + nodes.length, 0)
  if (count > MAXIMUM_NODES) throw tooMuch('nodes', MAXIMUM_NODES, count)
  for (const { nodes } of graphs) {
    const kinds = new Set(nodes.map(kindOf)).size
    if (kinds > MAXIMUM_KINDS) throw tooMuch('kinds of nodes in a graph', MAXIMUM_KINDS, kinds)
  }
  return graphs
}

function tooMuch(what: string, maximum: number, count: number): OrgRefusal {
  return new OrgRefusal(400, 'LIMIT_EXCEEDED', `There can be no more than ${maximum} ${what}: ${count}`)
}

/** Nodes of one kind do the same to the same object. */
function kindOf({ method, url }: Subrequest): string {
  const [, object = url] = /\/sobjects\/(\w+)/i.exec(url) ?? []
  return `${method.toUpperCase()} ${object.toLowerCase()}`
}

/** The nodes with those that they refer to before them. */
function inOrder(nodes: readonly Subrequest[]): readonly Subrequest[] {
  const byId = new Map(nodes.map((node) => [node.referenceId, node]))
  const depths = new Map<string, number>()
  const ordered: Subrequest[] = []
  const visit = (node: Subrequest, path: readonly string[]): number => {
    const known = depths.get(node.referenceId)
    if (known !== undefined) return known
    if (path.includes(node.referenceId)) {
      throw new OrgRefusal(400, 'INVALID_INPUT', `The node ${node.referenceId} refers to itself`)
    }
    if (path.length >= MAXIMUM_DEPTH) throw tooMuch('levels in a graph', MAXIMUM_DEPTH, path.length + 1)
    let depth = 1
    for (const id of referencedIds(node)) {
      const other = byId.get(id)
      if (other !== undefined) depth = Math.max(depth, 1 + visit(other, [...path, node.referenceId]))
    }
    if (depth > MAXIMUM_DEPTH) throw tooMuch('levels in a graph', MAXIMUM_DEPTH, depth)
    depths.set(node.referenceId, depth)
    ordered.push(node)
    return depth
  }
  for (const node of nodes) visit(node, [])
  return ordered
}
