export interface Place {
  readonly city: string
  readonly state: string | null
  readonly country: string
  readonly postalCode: string
  readonly street: string
  readonly dialCode: string
}

type Row = readonly [
  city: string,
  state: string | null,
  country: string,
  postalCode: string,
  street: string,
  dialCode: string,
]

/** Real towns, invented streets; the key is the country code that companies and customers carry. */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  US: [
    ['Detroit', 'MI', 'United States', '48226', 'Foundry Avenue', '+1 313'],
    ['Austin', 'TX', 'United States', '78701', 'Pecan Street', '+1 512'],
    ['Columbus', 'OH', 'United States', '43215', 'Harbor Row', '+1 614'],
    ['San José', 'CA', 'United States', '95113', 'Orchard Lane', '+1 408'],
    ['Atlanta', 'GA', 'United States', '30303', 'Juniper Walk', '+1 404'],
    ['Seattle', 'WA', 'United States', '98101', 'Cannery Road', '+1 206'],
  ],
  GB: [
    ['Birmingham', null, 'United Kingdom', 'B2 4QA', 'Cotter Street', '+44 121'],
    ['Leeds', null, 'United Kingdom', 'LS1 5DL', 'Millrace Lane', '+44 113'],
    ['Bristol', null, 'United Kingdom', 'BS1 4DJ', 'Chandlers Quay', '+44 117'],
  ],
  IE: [['Cork', null, 'Ireland', 'T12 RX8A', "St Brendan's Quay", '+353 21']],
  DE: [
    ['München', null, 'Germany', '80331', 'Ahornstraße', '+49 89'],
    ['Köln', null, 'Germany', '50667', 'Am Gerberhof', '+49 221'],
    ['Stuttgart', null, 'Germany', '70173', 'Werkstraße', '+49 711'],
  ],
  AT: [['Linz', null, 'Austria', '4020', 'Hüttenweg', '+43 732']],
  CH: [['Zürich', null, 'Switzerland', '8001', 'Seilergasse', '+41 44']],
  FR: [
    ['Lyon', null, 'France', '69002', 'Rue des Tanneurs', '+33 4'],
    ['Nîmes', null, 'France', '30000', "Quai de l'Horloge", '+33 4'],
    ['Lille', null, 'France', '59800', 'Rue de la Brasserie', '+33 3'],
  ],
  ES: [['Málaga', null, 'Spain', '29015', 'Calle del Muelle', '+34 95']],
  CA: [
    ['Montréal', 'QC', 'Canada', 'H2Y 1C6', 'Rue du Canal', '+1 514'],
    ['Toronto', 'ON', 'Canada', 'M5H 2N2', 'Tannery Street', '+1 416'],
  ],
  AU: [
    ['Melbourne', 'VIC', 'Australia', '3000', 'Wattle Lane', '+61 3'],
    ['Perth', 'WA', 'Australia', '6000', 'Jarrah Street', '+61 8'],
  ],
  JP: [
    ['大阪市', '大阪府', 'Japan', '530-0001', '北区梅田', '+81 6'],
    ['名古屋市', '愛知県', 'Japan', '450-0002', '中村区名駅', '+81 52'],
  ],
}

export function placesIn(countryCode: string): readonly Place[] {
  const rows = ROWS[countryCode]
  if (rows === undefined) throw new Error(`no places in ${countryCode}`)
  return rows.map(([city, state, country, postalCode, street, dialCode]) => ({
    city,
    state,
    country,
    postalCode,
    street,
    dialCode,
  }))
}
