import type { DemoContext } from './context.js'
import { type Day, dayText } from './day.js'
import type { GeneralLedger } from './general-ledger.js'
import type { GlAccount } from './gl-accounts.js'
import type { Ledger, OpenItem } from './ledger.js'
import { amount, type Cents, proRata } from './money.js'

/** How much of a line goes into a match. */
export interface MatchedPart {
  readonly item: OpenItem
  readonly document: Cents
}

/** What is let go when a match leaves a difference in the document's currency. */
export interface WriteOff {
  readonly action: 'Discount' | 'Write-off'
  readonly glAccount: GlAccount
}

type Action = 'Match' | 'Discount' | 'Write-off' | 'Currency Write-off' | 'Undo Match'

/**
 * Cash matching: lines of one account are set against each other until nothing of the match is open. What remains in
 * the document's currency is written off; what remains in home money is a currency difference. Both are posted by a
 * Cash Matching Journal whose account line joins the match, so that the values of a match add up to nothing.
 */
export class Matching {
  #journals = 0

  constructor(
    readonly context: DemoContext,
    readonly ledger: Ledger,
    readonly generalLedger: GeneralLedger,
  ) {}

  match(day: Day, parts: readonly MatchedPart[], writeOff?: WriteOff): void {
    const first = parts[0]
    if (first === undefined) return
    const reference = this.#addReference(day, first.item)
    let documentSum = 0
    let homeSum = 0
    parts.forEach(({ item, document }, index) => {
      const home = takePart(item, document)
      documentSum += document
      homeSum += home
      this.#addHistory(reference, day, item, 'Match', document, home, index + 1)
    })
    if (documentSum !== 0 && writeOff === undefined) throw new Error('a match leaves a difference')
    if (documentSum === 0 && homeSum === 0) return
    const action = documentSum === 0 ? 'Currency Write-off' : (writeOff?.action ?? 'Write-off')
    const glAccount = documentSum === 0 ? this.generalLedger.chart.currencyGains : writeOff?.glAccount
    const item = this.#postDifference(day, first.item, action, glAccount, documentSum, homeSum)
    takePart(item, item.document)
    this.#addHistory(reference, day, item, action, item.document, item.home, parts.length + 1)
  }

  /** A match that was a mistake: it is booked, and taken back some days later, so nothing has changed in the end. */
  matchAndUndo(day: Day, undoDay: Day, parts: readonly MatchedPart[]): void {
    const first = parts[0]
    if (first === undefined) return
    const reference = this.#addReference(day, first.item)
    const undoReference = this.#addReference(undoDay, first.item)
    const homes = sharedHomes(parts)
    parts.forEach(({ item, document }, index) => {
      const home = homes[index] ?? 0
      this.#addHistory(reference, day, item, 'Match', document, home, index + 1, undoReference)
      this.#addHistory(undoReference, undoDay, item, 'Undo Match', -document, -home, index + 1, reference)
    })
  }

  #postDifference(
    day: Day,
    like: OpenItem,
    action: Action,
    glAccount: GlAccount | undefined,
    document: Cents,
    home: Cents,
  ): OpenItem {
    if (glAccount === undefined) throw new Error(`no account for ${action}`)
    this.#journals += 1
    const posted = this.ledger.post({
      company: like.company,
      type: 'Cash Matching Journal',
      day,
      currency: like.currency,
      documentNumber: `CMJ${String(this.#journals).padStart(6, '0')}`,
      description: action,
      lines: [
        {
          type: 'Account',
          glAccount: like.glAccount,
          account: like.account,
          document: -document,
          home: -home,
          dueDate: day,
          description: action,
        },
        { type: 'Analysis', glAccount, document, home, description: action },
      ],
    })
    const [item] = posted.accountLines
    if (item === undefined) throw new Error('a cash matching journal has an account line')
    return item
  }

  #addReference(day: Day, { company, currency }: OpenItem): string {
    return this.context.writer.add('c2g__codaMatchingReference__c', day, {
      CurrencyIsoCode: currency,
      c2g__OwnerCompany__c: company.id,
      c2g__Reference__c: `Matched ${dayText(day)}`,
    })
  }

  #addHistory(
    reference: string,
    day: Day,
    item: OpenItem,
    action: Action,
    document: Cents,
    home: Cents,
    lineNumber: number,
    /** For both sides of an undone match: the reference of the other one. */
    counterpart?: string,
  ): void {
    const period = item.company.period(day)
    this.context.writer.add('c2g__codaCashMatchingHistory__c', day, {
      CurrencyIsoCode: item.currency,
      c2g__Account__c: item.account,
      c2g__OwnerCompany__c: item.company.id,
      c2g__TransactionLineItem__c: item.record.Id,
      c2g__MatchingReference__c: reference,
      c2g__UndoMatchingReference__c: counterpart ?? null,
      c2g__UndoReason__c: action === 'Undo Match' ? 'Matching Error' : null,
      c2g__Action__c: action,
      c2g__MatchingDate__c: dayText(day),
      c2g__Period__c: period.id,
      c2g__Year__c: period.year,
      c2g__LineNumber__c: lineNumber,
      c2g__MatchingCurrency__c: item.company.currencyIds.get(item.currency) ?? null,
      c2g__DocumentValue__c: amount(document),
      c2g__DocumentOutstandingValue__c: amount(item.documentOpen),
      c2g__HomeValue__c: amount(home),
      c2g__HomeOutstandingValue__c: amount(item.homeOpen),
      c2g__AccountValue__c: amount(document),
      c2g__AccountOutstandingValue__c: amount(item.documentOpen),
    })
  }
}

/** Takes a part out of what is open, and gives back its home value. */
function takePart(item: OpenItem, document: Cents): Cents {
  const home = proRata(item.homeOpen, document, item.documentOpen)
  item.documentOpen -= document
  item.homeOpen -= home
  return home
}

/** Home values of parts of equal worth on both sides: the last one takes the rounding. */
function sharedHomes(parts: readonly MatchedPart[]): readonly Cents[] {
  const homes = parts.map(({ item, document }) => proRata(item.homeOpen, document, item.documentOpen))
  const rest = homes.reduce((sum, home) => sum + home, 0)
  const last = homes.length - 1
  homes[last] = (homes[last] ?? 0) - rest
  return homes
}
