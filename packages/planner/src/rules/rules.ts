import type { PlannerOptions } from '../planner-options.js'
import { aggregateBelowJoins } from './aggregate-below-joins.js'

import { aggregateBelowUnions } from './aggregate-below-unions.js'

import { askForSummedParents } from './ask-for-summed-parents.js'

import { askLongLists } from './ask-long-lists.js'
import { constantQueries } from './constant-queries.js'
import { constantRows } from './constant-rows.js'
import { countAsExistence } from './count-as-existence.js'
import { deriveConditions } from './derive-conditions.js'
import { distinctTexts } from './distinct-texts.js'
import { eliminateEmptyInputs } from './eliminate-empty-inputs.js'
import { expandAverage } from './expand-average.js'
import { foldConstants } from './fold-constants.js'
import { inlineCommonTables } from './inline-common-tables.js'
import { joinToRelationshipPath } from './join-to-relationship-path.js'
import { leaveOutZeros } from './leave-out-zeros.js'
import { limitExistenceTests } from './limit-existence-tests.js'
import { mergeProjects } from './merge-projects.js'
import { missingAsAntiJoin } from './missing-as-anti-join.js'
import { parentTestAsPath } from './parent-test-as-path.js'
import { pruneColumns } from './prune-columns.js'
import { pushAggregateIntoScan } from './push-aggregate-into-scan.js'
import { pushDistinctIntoScan } from './push-distinct-into-scan.js'
import { pushFilterDown } from './push-filter-down.js'
import { pushFilterIntoScan } from './push-filter-into-scan.js'
import { pushSortAndLimitIntoScan } from './push-sort-and-limit-into-scan.js'
import type { Rule } from './rule.js'
import { shareScans } from './share-scans.js'
import { simplifyPredicates } from './simplify-predicates.js'
import { valueAsList } from './value-as-list.js'

/** A step of the optimizer: rules in their order, repeated until they find nothing more to do, or passed once. */
export interface Stage {
  readonly name: string
  readonly rules: readonly Rule[]
  readonly repeats: boolean
}

/** What is done first, whoever groups. */
const STAGES_BEFORE_SCANS: readonly Stage[] = [
  {
    name: 'normal form',
    repeats: false,
    rules: [
      foldConstants,
      inlineCommonTables,
      constantQueries,
      constantRows,
      expandAverage,
      distinctTexts,
      simplifyPredicates,
      countAsExistence,
      valueAsList,
    ],
  },
  // A join that became a path leaves conditions to push; a pushed condition may make an outer join an inner one.
  {
    name: 'towards the scans',
    repeats: true,
    rules: [
      mergeProjects,
      constantRows,
      pushFilterDown,
      foldConstants,
      simplifyPredicates,
      joinToRelationshipPath,
    ],
  },
  // A join that is read along a lookup costs nothing; one that stays may be an anti-join.
  {
    name: 'rows without partners',
    repeats: false,
    rules: [missingAsAntiJoin, parentTestAsPath, pushFilterDown],
  },
  // Of the joins that stay; a condition that both sides are asked must not keep a join from becoming a path.
  {
    name: 'derived conditions',
    repeats: true,
    rules: [deriveConditions, pushFilterDown, simplifyPredicates],
  },
]

const STAGES_OF_SCANS: readonly Stage[] = [
  {
    name: 'into the scans',
    repeats: true,
    rules: [
      askLongLists,
      pushFilterIntoScan,
      eliminateEmptyInputs,
      pushAggregateIntoScan,
      pushDistinctIntoScan,
      aggregateBelowJoins,
      aggregateBelowUnions,
      // Below the projections of groups.
      pushFilterDown,
    ],
  },
  {
    name: 'order and limits',
    repeats: false,
    rules: [mergeProjects, limitExistenceTests, pushSortAndLimitIntoScan, eliminateEmptyInputs],
  },
  { name: 'columns', repeats: false, rules: [pruneColumns, mergeProjects] },
  // Of sums that are made here, and that somebody wants.
  { name: 'zeros', repeats: false, rules: [leaveOutZeros, askForSummedParents] },
  // Last, as it hides the scans from the rules above; conditions go below the columns that each mention picks.
  { name: 'sharing', repeats: false, rules: [shareScans, pushFilterDown, mergeProjects] },
]

/** What is done to every plan, in this order. */
export const STAGES: readonly Stage[] = [...STAGES_BEFORE_SCANS, ...STAGES_OF_SCANS]

/** With `Pushdown=off`: the meaning is settled alike, needed columns are fetched, and all else runs here. */
const STAGES_WITHOUT_PUSHDOWN: readonly Stage[] = [
  { name: 'normal form', repeats: false, rules: [foldConstants, expandAverage, distinctTexts] },
  { name: 'columns', repeats: false, rules: [pruneColumns] },
]

/** The stages of a statement in two parts: the first does not look at `pushAggregates`. */
export function stagesFor({ pushdown }: Pick<PlannerOptions, 'pushdown'>): {
  readonly before: readonly Stage[]
  readonly after: readonly Stage[]
} {
  return pushdown
    ? { before: STAGES_BEFORE_SCANS, after: STAGES_OF_SCANS }
    : { before: STAGES_WITHOUT_PUSHDOWN, after: [] }
}
