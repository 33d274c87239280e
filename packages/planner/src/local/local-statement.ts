import type { Column } from '@certsql/core'
import type { PhysicalPlan } from '../physical/physical-plan.js'
import type { LocalRelation, LocalView } from './local-relation.js'

/** What is to be done about temporary tables and views. */
export type LocalStatement =
  | {
      readonly kind: 'CreateTable'
      readonly name: string
      readonly columns: readonly Column[]
      /** Always one that ends in the local database. */
      readonly plan: PhysicalPlan
      readonly replaces: LocalRelation | undefined
    }
  | { readonly kind: 'CreateView'; readonly view: LocalView; readonly replaces: LocalRelation | undefined }
  | { readonly kind: 'Drop'; readonly relation: LocalRelation }
  /** IF NOT EXISTS and IF EXISTS: there is nothing to do. */
  | { readonly kind: 'Nothing'; readonly notice: string }
