import { ID } from '@certsql/core'
import type { LeadConversion } from '@certsql/transport'
import { doneOrThrow } from './outcome-error.js'
import { flag, id, text } from './parameter.js'
import { defineProcedure } from './procedure.js'
import { soapRequest } from './soap-request.js'

export const convertLead = defineProcedure({
  name: 'ConvertLead',
  description: 'Makes an account, a contact and an opportunity of a lead.',
  parameters: {
    LeadId: id.required('The lead.'),
    ConvertedStatus: text.required('A status of leads that means converted.'),
    AccountId: id.optional('The account to add to.', 'a new one'),
    ContactId: id.optional('The contact to add to; needs AccountId.', 'a new one'),
    OwnerId: id.optional('Who owns what is made.', 'the owner of the lead'),
    OpportunityName: text.optional('The name of the opportunity.', 'the company of the lead'),
    DoNotCreateOpportunity: flag.optional('No opportunity.', 'false'),
    OverwriteLeadSource: flag.optional('The contact takes the source of the lead; needs ContactId.', 'false'),
    SendNotificationEmail: flag.optional('The owner gets a mail.', 'false'),
  },
  results: { LeadId: ID, AccountId: ID, ContactId: ID, OpportunityId: ID },
  writes: true,
  requests: (_, version) => [soapRequest('convertLead', version)],
  async run(args, { client, request }) {
    const [outcome] = await client.soap.convertLeads([toConversion(args)], request)
    if (outcome === undefined) return []
    const done = doneOrThrow(outcome, `convert the lead ${args.LeadId}`)
    return [[done.leadId, done.accountId ?? null, done.contactId ?? null, done.opportunityId ?? null]]
  },
})

interface ConversionArguments {
  readonly LeadId: string
  readonly ConvertedStatus: string
  readonly AccountId: string | undefined
  readonly ContactId: string | undefined
  readonly OwnerId: string | undefined
  readonly OpportunityName: string | undefined
  readonly DoNotCreateOpportunity: boolean | undefined
  readonly OverwriteLeadSource: boolean | undefined
  readonly SendNotificationEmail: boolean | undefined
}

function toConversion(args: ConversionArguments): LeadConversion {
  const { AccountId, ContactId, OwnerId, OpportunityName } = args
  return {
    leadId: args.LeadId,
    convertedStatus: args.ConvertedStatus,
    ...(AccountId === undefined ? {} : { accountId: AccountId }),
    ...(ContactId === undefined ? {} : { contactId: ContactId }),
    ...(OwnerId === undefined ? {} : { ownerId: OwnerId }),
    ...(OpportunityName === undefined ? {} : { opportunityName: OpportunityName }),
    doNotCreateOpportunity: args.DoNotCreateOpportunity ?? false,
    overwriteLeadSource: args.OverwriteLeadSource ?? false,
    sendNotificationEmail: args.SendNotificationEmail ?? false,
  }
}
