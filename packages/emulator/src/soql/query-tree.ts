import type { SoqlSpan } from './soql-refusal.js'

interface Node {
  readonly span: SoqlSpan
}

/** `Account.Owner.Name`, as written. */
export interface Path extends Node {
  readonly kind: 'Path'
  readonly names: readonly string[]
}

/** `COUNT(Id)`, `CALENDAR_YEAR(convertTimezone(CreatedDate))`, `FORMAT(MIN(Amount))`; the name is in upper case. */
export interface Call extends Node {
  readonly kind: 'Call'
  readonly name: string
  readonly argument: Path | Call | undefined
}

/** `DISTANCE(Location__c, GEOLOCATION(37.7, -122.4), 'mi')` */
export interface Distance extends Node {
  readonly kind: 'Distance'
  readonly field: Path
  readonly latitude: number
  readonly longitude: number
  readonly unit: string
}

/** `FIELDS(ALL)` */
export interface FieldsCall extends Node {
  readonly kind: 'Fields'
  readonly which: 'ALL' | 'STANDARD' | 'CUSTOM'
}

/** `TYPEOF What WHEN Account THEN Phone, Name ELSE Id END` */
export interface TypeOf extends Node {
  readonly kind: 'TypeOf'
  readonly relationship: Path
  readonly branches: readonly { readonly object: Path; readonly fields: readonly Path[] }[]
  readonly otherwise: readonly Path[] | undefined
}

/** `(SELECT Id FROM Contacts)` */
export interface ChildQuery extends Node {
  readonly kind: 'ChildQuery'
  readonly query: Query
}

export type Expression = Path | Call | Distance

export interface SelectItem extends Node {
  readonly expression: Expression | FieldsCall | TypeOf | ChildQuery
  readonly alias: (Node & { readonly name: string }) | undefined
}

export type Literal = Node &
  (
    | { readonly kind: 'text'; readonly raw: string }
    | { readonly kind: 'number'; readonly text: string }
    /** `USD5000` */
    | { readonly kind: 'currency'; readonly code: string; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' }
    | { readonly kind: 'date'; readonly text: string }
    | { readonly kind: 'datetime'; readonly text: string }
    | { readonly kind: 'time'; readonly text: string }
    | { readonly kind: 'relativeDate'; readonly name: string; readonly count: number | undefined }
  )

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE'
export type ListOperator = 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES'

// <left> <operator> <right>
export interface Comparison extends Node {
  readonly kind: 'Comparison'
  readonly left: Expression
  readonly operator: ComparisonOperator
  readonly right: Literal
}

// <left> <operator> (<items>)
export interface ListCondition extends Node {
  readonly kind: 'List'
  readonly left: Expression
  readonly operator: ListOperator
  readonly items: readonly Literal[]
}

// <left> [NOT] IN (SELECT …)
export interface SemiJoin extends Node {
  readonly kind: 'SemiJoin'
  readonly left: Expression
  readonly negated: boolean
  readonly query: Query
}

export interface Junction extends Node {
  readonly kind: 'And' | 'Or'
  readonly items: readonly Condition[]
}

export interface Negation extends Node {
  readonly kind: 'Not'
  readonly item: Condition
}

export type Condition = Comparison | ListCondition | SemiJoin | Junction | Negation

export interface FromItem extends Node {
  readonly path: Path
  readonly alias: string | undefined
}

export interface GroupBy extends Node {
  readonly how: 'plain' | 'ROLLUP' | 'CUBE'
  readonly items: readonly Expression[]
  readonly having: Condition | undefined
}

export interface OrderItem extends Node {
  readonly expression: Expression
  readonly descending: boolean
  readonly nulls: 'FIRST' | 'LAST' | undefined
}

/** A whole SOQL statement, or one in parentheses. */
export interface Query extends Node {
  readonly select: readonly SelectItem[]
  readonly from: readonly FromItem[]
  readonly scope: (Node & { readonly name: string }) | undefined
  readonly where: Condition | undefined
  readonly groupBy: GroupBy | undefined
  readonly orderBy: readonly OrderItem[]
  readonly limit: (Node & { readonly value: number }) | undefined
  readonly offset: (Node & { readonly value: number }) | undefined
  readonly lock: (Node & { readonly name: string }) | undefined
}
