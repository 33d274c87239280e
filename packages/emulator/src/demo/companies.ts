import type { DemoContext } from './context.js'
import { CURRENCY_CODES, type Currencies, type CurrencyCode, decimalPlaces } from './currencies.js'
import { type Day, dayFrom, dayText, monthOf, monthStarts, yearOf } from './day.js'
import { placesIn } from './names/places.js'
import type { DraftRecord } from './org-writer.js'
import { at } from './random.js'

export interface Company {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly countryCode: string
  readonly home: CurrencyCode
  /** The company in the vocabulary that the packages share. */
  readonly erpCompanyId: string
  readonly record: DraftRecord
  /** Accounting currencies by their code. */
  readonly currencyIds: ReadonlyMap<string, string>
  readonly index: number
  period(day: Day): AccountingPeriod
}

export interface AccountingPeriod {
  readonly id: string
  /** `2025/006`. */
  readonly name: string
  /** `2025`. */
  readonly year: string
}

interface CompanySeed {
  readonly name: string
  readonly code: string
  readonly countryCode: string
  readonly home: CurrencyCode
  readonly vatNumber: string | null
}

const COMPANIES: readonly CompanySeed[] = [
  { name: 'Merlin Auto USA', code: 'US01', countryCode: 'US', home: 'USD', vatNumber: null },
  { name: 'Merlin Auto UK', code: 'GB01', countryCode: 'GB', home: 'GBP', vatNumber: 'GB912834567' },
  { name: 'Merlin Auto Deutschland', code: 'DE01', countryCode: 'DE', home: 'EUR', vatNumber: 'DE811234567' },
  { name: 'Merlin Auto France', code: 'FR01', countryCode: 'FR', home: 'EUR', vatNumber: 'FR40303265045' },
  { name: 'Merlin Auto Canada', code: 'CA01', countryCode: 'CA', home: 'CAD', vatNumber: null },
  { name: 'Merlin Auto Australia', code: 'AU01', countryCode: 'AU', home: 'AUD', vatNumber: null },
]

/** Companies with their years, periods, accounting currencies and monthly exchange rates. */
export function createCompanies(context: DemoContext, currencies: Currencies): readonly Company[] {
  return COMPANIES.map((seed, index) => createCompany(context, currencies, seed, index))
}

function createCompany(
  context: DemoContext,
  currencies: Currencies,
  seed: CompanySeed,
  index: number,
): Company {
  const { writer, start } = context
  const place = at(placesIn(seed.countryCode), 0)
  const record = writer.draft('c2g__codaCompany__c', start - 180, {
    Name: seed.name,
    CurrencyIsoCode: seed.home,
    c2g__CashMatchingCurrencyMode__c: 'Document',
    c2g__City__c: place.city,
    c2g__Country__c: place.country,
    c2g__Street__c: `1 ${place.street}`,
    c2g__ShortStreet__c: `1 ${place.street}`,
    c2g__StateProvince__c: place.state,
    c2g__ZipPostCode__c: place.postalCode,
    c2g__Phone__c: `${place.dialCode} 555 01${index}0`,
    c2g__ContactEmail__c: `accounts.${seed.code.toLowerCase()}@merlin-auto.example`,
    c2g__Website__c: 'https://merlin-auto.example',
    c2g__ECCountryCode__c: seed.countryCode === 'US' ? null : seed.countryCode,
    c2g__VATRegistrationNumber__c: seed.vatNumber,
    c2g__TaxIdentificationNumber__c: seed.countryCode === 'US' ? '38-1234567' : null,
    c2g__YearEndMode__c: 'GLA Only',
    c2g__ExternalTaxCalculation__c: 'Disabled',
    c2g__ExternalId__c: `COMPANY-${seed.code}`,
  })
  const erpCompanyId = writer.add('fferpcore__Company__c', start - 180, {
    Name: seed.name,
    CurrencyIsoCode: seed.home,
    c2g__msg_link_ffa_id__c: record.Id,
    fferpcore__Code__c: seed.code,
    fferpcore__City__c: place.city,
    fferpcore__Country__c: place.country,
    fferpcore__Street__c: `1 ${place.street}`,
    fferpcore__State__c: place.state,
    fferpcore__Zip__c: place.postalCode,
    fferpcore__UniquenessConstraint__c: seed.code,
    fferpcore__Website__c: 'https://merlin-auto.example',
  })
  const currencyIds = createAccountingCurrencies(context, record.Id, seed)
  createExchangeRates(context, currencies, record.Id, seed, currencyIds)
  return {
    id: record.Id,
    name: seed.name,
    code: seed.code,
    countryCode: seed.countryCode,
    home: seed.home,
    erpCompanyId,
    record,
    currencyIds,
    index,
    period: createYears(context, record.Id, seed),
  }
}

function createAccountingCurrencies(
  { writer, start }: DemoContext,
  companyId: string,
  { home, code }: CompanySeed,
) {
  const ids = new Map<string, string>()
  for (const currency of CURRENCY_CODES) {
    const id = writer.add('c2g__codaAccountingCurrency__c', start - 170, {
      Name: currency,
      CurrencyIsoCode: currency,
      c2g__DecimalPlaces__c: decimalPlaces(currency),
      c2g__Home__c: currency === home,
      c2g__Dual__c: currency === 'USD',
      c2g__OwnerCompany__c: companyId,
      c2g__ExternalId__c: `${code}-${currency}`,
    })
    ids.set(currency, id)
  }
  return ids
}

function createExchangeRates(
  { writer }: DemoContext,
  { monthStarts: months, rate }: Currencies,
  companyId: string,
  { home }: CompanySeed,
  currencyIds: ReadonlyMap<string, string>,
): void {
  for (const currency of CURRENCY_CODES) {
    const currencyId = currencyIds.get(currency)
    if (currency === home || currencyId === undefined) continue
    for (const month of months) {
      writer.add('c2g__codaExchangeRate__c', month, {
        CurrencyIsoCode: home,
        c2g__ExchangeRateCurrency__c: currencyId,
        c2g__OwnerCompany__c: companyId,
        c2g__Rate__c: rate(home, currency, month),
        c2g__StartDate__c: dayText(month),
      })
    }
  }
}

/** Calendar years of twelve periods; what lies two months back is closed. */
function createYears({ writer, start, asOf }: DemoContext, companyId: string, { home, code }: CompanySeed) {
  const periods = new Map<number, AccountingPeriod>()
  for (let year = yearOf(start); year <= yearOf(asOf); year++) {
    const firstDay = dayFrom(year, 1, 1)
    const lastDay = dayFrom(year, 12, 31)
    const yearId = writer.add('c2g__codaYear__c', start - 160, {
      Name: String(year),
      CurrencyIsoCode: home,
      c2g__OwnerCompany__c: companyId,
      c2g__NumberOfPeriods__c: 12,
      c2g__StartDate__c: dayText(firstDay),
      c2g__EndDate__c: dayText(lastDay),
      c2g__YearEndDate__c: year < yearOf(asOf) ? dayText(lastDay) : null,
      c2g__Status__c: year < yearOf(asOf) ? 'Closed' : 'Open',
      c2g__PeriodCalculationBasis__c: 'Month End',
      c2g__YearEndMode__c: 'GLA Only',
      c2g__AutomaticPeriodList__c: true,
      c2g__ExternalId__c: `${code}-${year}`,
    })
    for (const month of monthStarts(firstDay, lastDay)) {
      const number = String(monthOf(month)).padStart(3, '0')
      const end = dayFrom(year, monthOf(month) + 1, 0)
      const closed = end < asOf - 60
      const name = `${year}/${number}`
      const id = writer.add('c2g__codaPeriod__c', start - 160, {
        Name: name,
        CurrencyIsoCode: home,
        c2g__OwnerCompany__c: companyId,
        c2g__YearName__c: yearId,
        c2g__PeriodNumber__c: number,
        c2g__PeriodGroup__c: `Q${Math.ceil(monthOf(month) / 3)}`,
        c2g__StartDate__c: dayText(month),
        c2g__EndDate__c: dayText(end),
        c2g__AR__c: closed,
        c2g__AP__c: closed,
        c2g__Cash__c: closed,
        c2g__Closed__c: closed,
        c2g__ExternalId__c: `${code}-${year}-${number}`,
      })
      periods.set(periodKey(month), { id, name, year: String(year) })
    }
  }
  return (day: Day): AccountingPeriod => {
    const period = periods.get(periodKey(day))
    if (period === undefined) throw new Error(`no period for ${dayText(day)}`)
    return period
  }
}

function periodKey(day: Day): number {
  return yearOf(day) * 12 + monthOf(day)
}
