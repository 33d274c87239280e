import type { RequestOptions } from '../rest/request-options.js'
import type { RestCaller } from '../rest/rest-caller.js'
import { recordId } from '../write/check-write.js'
import type { WriteRecord } from '../write/record-write.js'
import { callSoap, soapElement, soapElements, soapRecord } from './soap-call.js'
import { listedTexts, type SoapOutcome, soapOutcomes } from './soap-outcome.js'

export interface MergeRequest {
  /** Account, Contact, Lead, Case. */
  readonly object: string
  readonly masterId: string
  /** At most two, which are gone afterwards; what refers to them refers to the master then. */
  readonly mergedIds: readonly string[]
  /** Values that the master gets. */
  readonly fields?: WriteRecord
}

export interface Merged {
  readonly id: string
  readonly mergedIds: readonly string[]
  /** Records that referred to the merged ones. */
  readonly updatedRelatedIds: readonly string[]
}

export interface LeadConversion {
  readonly leadId: string
  /** A status that means converted. */
  readonly convertedStatus: string
  /** An account to add to; left out, a new one. */
  readonly accountId?: string
  readonly contactId?: string
  readonly ownerId?: string
  readonly opportunityName?: string
  /** No opportunity. */
  readonly doNotCreateOpportunity?: boolean
  readonly overwriteLeadSource?: boolean
  readonly sendNotificationEmail?: boolean
}

export interface ConvertedLead {
  readonly leadId: string
  readonly accountId?: string
  readonly contactId?: string
  readonly opportunityId?: string
}

/** The calls that the platform has in SOAP only. SOAP takes no access tokens in the form of a JWT. */
export class SoapClient {
  constructor(
    private readonly caller: RestCaller,
    private readonly apiVersion: string,
  ) {}

  /** Merges up to two records into a third. Not repeated: a lost answer leaves it in doubt. */
  async merge(request: MergeRequest, options: RequestOptions = {}): Promise<SoapOutcome<Merged>> {
    const { object, masterId, mergedIds, fields = {} } = request
    const master = soapRecord('masterRecord', object, { Id: recordId({ Id: masterId }), ...fields })
    const merged = soapElements('recordToMergeIds', mergedIds.map(toRecordId))
    const content = `<urn:request>${master}${merged}</urn:request>`
    const answer = await callSoap(
      this.caller,
      this.apiVersion,
      { name: 'merge', content, idempotent: false },
      options,
    )
    const outcomes = soapOutcomes(answer, 1, ({ id = masterId }, result) => ({
      id,
      mergedIds: listedTexts(result, 'mergedRecordIds'),
      updatedRelatedIds: listedTexts(result, 'updatedRelatedIds'),
    }))
    return only(outcomes)
  }

  /** Makes accounts, contacts and opportunities of leads; up to 100. Not repeated. */
  async convertLeads(
    conversions: readonly LeadConversion[],
    options: RequestOptions = {},
  ): Promise<readonly SoapOutcome<ConvertedLead>[]> {
    const content = conversions.map(printConversion).join('')
    const call = { name: 'convertLead', content, idempotent: false }
    const answer = await callSoap(this.caller, this.apiVersion, call, options)
    return soapOutcomes(
      answer,
      conversions.length,
      ({ leadId = '', accountId, contactId, opportunityId }) => ({
        leadId,
        ...(accountId === undefined ? {} : { accountId }),
        ...(contactId === undefined ? {} : { contactId }),
        ...(opportunityId === undefined ? {} : { opportunityId }),
      }),
    )
  }

  /** Removes deleted records for ever; up to 200. */
  async emptyRecycleBin(
    ids: readonly string[],
    options: RequestOptions = {},
  ): Promise<readonly SoapOutcome<{ readonly id: string }>[]> {
    const content = soapElements('ids', ids.map(toRecordId))
    const call = { name: 'emptyRecycleBin', content, idempotent: false }
    const answer = await callSoap(this.caller, this.apiVersion, call, options)
    return soapOutcomes(answer, ids.length, ({ id = '' }) => ({ id }))
  }
}

function toRecordId(id: string): string {
  return recordId({ Id: id })
}

function only<T>(outcomes: readonly T[]): T {
  return outcomes[0] as T
}

/** The order of the elements is that of the WSDL. */
function printConversion(conversion: LeadConversion): string {
  const { leadId, accountId, contactId, ownerId, convertedStatus, opportunityName } = conversion
  const {
    doNotCreateOpportunity = false,
    overwriteLeadSource = false,
    sendNotificationEmail = false,
  } = conversion
  const elements = [
    soapElement('accountId', accountId),
    soapElement('contactId', contactId),
    soapElement('convertedStatus', convertedStatus),
    soapElement('doNotCreateOpportunity', doNotCreateOpportunity),
    soapElement('leadId', toRecordId(leadId)),
    soapElement('opportunityName', opportunityName),
    soapElement('overwriteLeadSource', overwriteLeadSource),
    soapElement('ownerId', ownerId),
    soapElement('sendNotificationEmail', sendNotificationEmail),
  ]
  return `<urn:leadConverts>${elements.join('')}</urn:leadConverts>`
}
