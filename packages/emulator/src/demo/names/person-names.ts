import { at, type Random } from '../random.js'
import { listOf } from './list-of.js'

export interface PersonName {
  readonly first: string
  readonly last: string
}

const FIRST_NAMES = listOf(`
  Amelia, Noah, Sofia, Liam, Ingrid, Mateo, Priya, Jürgen, Chloé, Kenji, Fatima, Oliver, Zoë, Diego,
  Hannah, Siobhán, Lukas, Aisha, Étienne, Grace, Søren, Mei, Tomás, Eleanor, Rajesh, Freya, André,
  Yuki, Charlotte, Omar, Beatriz, Henry, Anneliese, Kwame, Isabelle, Jack, Marta, Viktor, Leila,
  Benjamin, Nadia, Patrick, Renée, Samuel, Hiroshi, Emily, Björn, Camille, Daniel, Olga
`)

const LAST_NAMES = listOf(`
  O'Brien, Müller, Nakamura, Dubois, Fernández, Patel, Johnson, Schneider, D'Angelo, Okafor, Lindqvist,
  Kowalski, Moreau, García-Lorca, Smith, Weiß, Tanaka, McAllister, Lefèvre, Novák, Brown, Hoffmann,
  Sørensen, Ibrahim, van der Berg, Williams, Krüger, Yamamoto, Rousseau, Castro, Taylor, Bauer, Chen,
  Fitzgerald, Lambert, Silva, Davies, Vogel, Sato, Petit, Núñez, Walker, Öztürk, Kim, Mercier,
  Robinson, Brandt, Singh, Costa, Thompson, Keller, Bianchi, Wilson, Haugen, Ferrari, Campbell,
  Zimmermann, Nguyen, Fontaine
`)

/** The nth name: neighbours share nothing, and none comes twice before all pairs were used. */
export function personName(index: number): PersonName {
  return { first: at(FIRST_NAMES, index), last: at(LAST_NAMES, index * 23 + Math.floor(index / 2950)) }
}

export function randomPersonName(random: Random): PersonName {
  return { first: random.pick(FIRST_NAMES), last: random.pick(LAST_NAMES) }
}

/** The letters that mail addresses and user names are made of: `mailName('Jürgen Weiß')` is `jurgen.weiss`. */
export function mailName(name: string): string {
  return name
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .normalize('NFD')
    .replace(/[\u0300-\u036f']/g, '')
    .replace(/[^A-Za-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '')
    .toLowerCase()
}
