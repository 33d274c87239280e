import { at } from '../random.js'
import { listOf } from './list-of.js'

export interface NamedOrganisation {
  readonly name: string
  readonly countryCode: string
}

/** Invented customers whose names try what names can be: accents, apostrophes, other scripts, case twins, `%` and `_`. */
export const NOTABLE_CUSTOMERS: readonly NamedOrganisation[] = [
  { name: 'Acme Industrial Supply', countryCode: 'US' },
  { name: 'ACME Industrial Supply', countryCode: 'US' },
  { name: 'Müller & Söhne GmbH', countryCode: 'DE' },
  { name: 'MÜLLER & SÖHNE GMBH', countryCode: 'AT' },
  { name: "O'Brien Freight Ltd", countryCode: 'IE' },
  { name: 'Société Générale de Carrosserie', countryCode: 'FR' },
  { name: '株式会社青葉モーター', countryCode: 'JP' },
  { name: 'Åkerlund Verkstads AB', countryCode: 'DE' },
  { name: '100% Auto Parts', countryCode: 'US' },
  { name: 'North_Shore Logistics', countryCode: 'CA' },
  { name: 'Łódź Komponenty Sp. z o.o.', countryCode: 'DE' },
  { name: "L'Atelier d'Émile", countryCode: 'FR' },
  { name: 'Zürcher Getriebe AG', countryCode: 'CH' },
  { name: 'Harrow & Finch "Classic" Cars', countryCode: 'GB' },
  { name: 'Cañón del Río Transportes', countryCode: 'ES' },
  { name: '東海精密株式会社', countryCode: 'JP' },
  { name: 'Brisbane Fleet Hire Pty Ltd', countryCode: 'AU' },
  { name: 'Straße & Schiene Logistik KG', countryCode: 'DE' },
  { name: 'STRASSE & SCHIENE LOGISTIK KG', countryCode: 'DE' },
  { name: 'École Supérieure du Véhicule', countryCode: 'FR' },
]

/** Suppliers, among them one whose name differs from a customer's by its accents only. */
export const NOTABLE_VENDORS: readonly NamedOrganisation[] = [
  { name: 'Muller & Sohne GmbH', countryCode: 'DE' },
  { name: "Fitzgerald's Facilities", countryCode: 'GB' },
  { name: 'Café Bleu Traiteur', countryCode: 'FR' },
  { name: 'Blue Ridge Power & Light', countryCode: 'US' },
  { name: '山田商事株式会社', countryCode: 'JP' },
]

const STEMS = listOf(`
  Alder, Beacon, Cedar, Drummond, Eastgate, Falcon, Granite, Hartwell, Ironbridge, Juniper, Kestrel,
  Larkfield, Meridian, Northwind, Oakhurst, Pinnacle, Quarry, Redwood, Sterling, Tidewater, Umbria,
  Vanguard, Westbrook, Yarrow, Zephyr, Bluestone, Copperfield, Dunmore, Elmwood, Foxglove, Glenmore,
  Highgate, Isleworth, Kingsway, Lakeshore, Marlowe, Newbury, Orchard, Prairie, Ravenna, Saltmarsh
`)

const CUSTOMER_TRADES = listOf(`
  Motors, Logistics, Fleet Services, Engineering, Components, Haulage, Robotics, Energy, Aerospace,
  Coachworks, Leasing, Rail Systems, Dynamics, Agricultural Machinery, Bearings, Precision Tools,
  Batteries, Mobility, Castings
`)

const VENDOR_TRADES = listOf(`
  Office Supplies, Steel, Polymers, Cleaning, Couriers, Travel, Hosting, Recruitment, Electronics,
  Packaging, Insurance Brokers, Legal, Catering, Machine Hire, Coatings, Telecom, Fasteners
`)

const LEGAL_FORMS: Readonly<Record<string, readonly string[]>> = {
  US: ['Inc.', 'LLC', 'Corp.'],
  GB: ['Ltd', 'plc'],
  IE: ['Ltd'],
  DE: ['GmbH', 'AG', 'GmbH & Co. KG'],
  AT: ['GmbH'],
  CH: ['AG', 'Sàrl'],
  FR: ['SARL', 'SA', 'SAS'],
  ES: ['S.A.', 'S.L.'],
  CA: ['Inc.', 'Ltée'],
  AU: ['Pty Ltd'],
  JP: ['株式会社'],
}

/** The nth generated customer of a country; no name comes twice before all combinations were used. */
export function customerName(index: number, countryCode: string): string {
  return combined(index, countryCode, CUSTOMER_TRADES)
}

export function vendorName(index: number, countryCode: string): string {
  return combined(index, countryCode, VENDOR_TRADES)
}

function combined(index: number, countryCode: string, trades: readonly string[]): string {
  const forms = LEGAL_FORMS[countryCode] ?? ['Ltd']
  const combinations = STEMS.length * trades.length
  const series = Math.floor(index / combinations)
  const name = `${at(STEMS, index)} ${at(trades, index)} ${at(forms, index)}`
  return series === 0 ? name : `${name} (${series + 1})`
}
