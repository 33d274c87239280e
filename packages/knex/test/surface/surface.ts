import { AGGREGATE } from './aggregate.js'
import { GROUP } from './group.js'
import { JOIN } from './join.js'
import { JSON_AND_RAW } from './json-and-raw.js'
import { SCHEMA_CASES } from './schema.js'
import { SELECT } from './select.js'
import { SETS } from './sets.js'
import type { SurfaceCase } from './surface-case.js'
import { WHERE } from './where.js'
import { WINDOW } from './window.js'
import { WITH } from './with.js'

/** All that reads. */
export const READS: readonly SurfaceCase[] = [
  ...SELECT,
  ...WHERE,
  ...JOIN,
  ...GROUP,
  ...AGGREGATE,
  ...WINDOW,
  ...SETS,
  ...WITH,
  ...JSON_AND_RAW,
  ...SCHEMA_CASES,
]
