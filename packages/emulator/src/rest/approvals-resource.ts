import type { Org } from '../org/org.js'
import { canonicalRecordId, makeRecordId } from '../org/record-id.js'
import { methodNotAllowed } from '../server/error-body.js'
import type { LocalOrg } from '../server/local-org.js'
import { json, type RestRequest, type RestResponse } from '../server/rest-message.js'
import { RecordRefusal, refuseRecord, type WriteError } from '../write/write-result.js'
import { type JsonMembers, readBody, readList } from './read-body.js'

interface Approval {
  readonly instanceId: string
  readonly entityId: string
  readonly workitemId: string
  readonly actorIds: readonly string[]
  status: 'Pending' | 'Approved' | 'Rejected'
}

/** The approvals of an org. Every object has one process, of one step, which anybody may enter. */
export class Approvals {
  readonly #all: Approval[] = []

  add(entityId: string, actorIds: readonly string[]): Approval {
    const serial = this.#all.length + 1
    const approval: Approval = {
      instanceId: makeRecordId('04g', serial),
      entityId,
      workitemId: makeRecordId('04i', serial),
      actorIds,
      status: 'Pending',
    }
    this.#all.push(approval)
    return approval
  }

  pendingOf(entityId: string): Approval | undefined {
    return this.#all.find((approval) => approval.entityId === entityId && approval.status === 'Pending')
  }

  byWorkitem(workitemId: string): Approval | undefined {
    return this.#all.find((approval) => approval.workitemId === workitemId)
  }
}

/** `/process/approvals`: records are submitted, work items approved and rejected. */
export function approvalsResource(request: RestRequest, localOrg: LocalOrg): RestResponse {
  if (request.method === 'GET') return json({ approvals: {} })
  if (request.method !== 'POST') throw methodNotAllowed(request.method, 'GET, POST')
  const requests = readList(readBody(request), 'requests')
  const results = requests.map((one) => result(one, request, localOrg))
  return json(results, { status: results.every(({ success }) => success) ? 200 : 400 })
}

interface ApprovalResult {
  readonly success: boolean
  readonly errors: readonly WriteError[] | null
}

function result(one: JsonMembers, request: RestRequest, localOrg: LocalOrg): ApprovalResult {
  try {
    return carryOut(one, request, localOrg)
  } catch (error) {
    if (!(error instanceof RecordRefusal)) throw error
    const nothing = {
      actorIds: null,
      entityId: null,
      instanceId: null,
      instanceStatus: null,
      newWorkitemIds: null,
    }
    return { ...nothing, errors: error.errors, success: false }
  }
}

function carryOut(one: JsonMembers, request: RestRequest, localOrg: LocalOrg): ApprovalResult {
  const { approvals, org } = localOrg
  switch (one.actionType) {
    case 'Submit': {
      const entityId = recordOf(one.contextId, org)
      if (approvals.pendingOf(entityId) !== undefined) {
        throw refuseRecord('ALREADY_IN_PROCESS', 'Cannot submit object already in process.')
      }
      const approvers = Array.isArray(one.nextApproverIds) ? one.nextApproverIds.map(String) : []
      return told(approvals.add(entityId, approvers.length > 0 ? approvers : [localOrg.userIdOf(request)]))
    }
    case 'Approve':
    case 'Reject': {
      const approval = approvals.byWorkitem(canonicalRecordId(String(one.contextId)) ?? '')
      if (approval === undefined || approval.status !== 'Pending') {
        throw refuseRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
      }
      approval.status = one.actionType === 'Approve' ? 'Approved' : 'Rejected'
      return told(approval)
    }
    default:
      throw refuseRecord('INVALID_INPUT', 'actionType must be Submit, Approve or Reject')
  }
}

function told({ status, entityId, instanceId, workitemId, actorIds }: Approval): ApprovalResult {
  const isPending = status === 'Pending'
  const members = {
    actorIds: isPending ? actorIds : null,
    entityId,
    errors: null,
    instanceId,
    instanceStatus: status,
    newWorkitemIds: isPending ? [workitemId] : [],
  }
  return { ...members, success: true }
}

function recordOf(id: unknown, org: Org): string {
  const entityId = typeof id === 'string' ? canonicalRecordId(id) : undefined
  const object = entityId === undefined ? undefined : org.objectOfId(entityId)
  const row = object === undefined || entityId === undefined ? undefined : org.table(object).row(entityId)
  if (
    entityId === undefined ||
    object === undefined ||
    row === undefined ||
    org.table(object).isDeleted(row)
  ) {
    throw refuseRecord('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
  }
  return entityId
}
