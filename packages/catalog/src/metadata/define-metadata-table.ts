import { BIGINT, BOOLEAN, INTEGER, type SqlType, type SqlValue, TEXT } from '@certsql/core'
import type { MetadataNeed, MetadataSnapshot, MetadataTable } from '../metadata-table.js'

/** A column: its type, and its value for an item. */
export type MetadataColumn<Item> = readonly [type: SqlType, value: (item: Item) => SqlValue]

export interface MetadataTableDefinition<Item> {
  readonly schema: string
  readonly name: string
  readonly needs: MetadataNeed
  readonly objectColumn?: string
  /** What there is a row for. */
  readonly items: (snapshot: MetadataSnapshot) => Iterable<Item>
  /** By name, in their order. */
  readonly columns: Readonly<Record<string, MetadataColumn<Item>>>
}

export function defineMetadataTable<Item>(definition: MetadataTableDefinition<Item>): MetadataTable {
  const { schema, name, needs, objectColumn = null, items } = definition
  const columns = Object.entries(definition.columns)
  return {
    schema,
    name,
    needs,
    objectColumn,
    columns: columns.map(([columnName, [type]]) => ({ name: columnName, type })),
    rows: (snapshot) => Array.from(items(snapshot), (item) => columns.map(([, [, value]]) => value(item))),
  }
}

export function text<Item>(value: (item: Item) => string | null | undefined): MetadataColumn<Item> {
  return [TEXT, (item) => value(item) ?? null]
}

/** The standard's way of saying true and false. */
export function yesOrNo<Item>(value: (item: Item) => boolean): MetadataColumn<Item> {
  return [TEXT, (item) => (value(item) ? 'YES' : 'NO')]
}

export function flag<Item>(value: (item: Item) => boolean | undefined): MetadataColumn<Item> {
  return [BOOLEAN, (item) => value(item) === true]
}

export function integer<Item>(value: (item: Item) => number | null | undefined): MetadataColumn<Item> {
  return [INTEGER, (item) => value(item) ?? null]
}

export function count<Item>(value: (item: Item) => number | null | undefined): MetadataColumn<Item> {
  return [BIGINT, (item) => value(item) ?? null]
}

/** The same text in each row. */
export function constant(value: string | null): MetadataColumn<unknown> {
  return [TEXT, () => value]
}

/** For columns that have nothing to say. */
export function nothing(): MetadataColumn<unknown> {
  return constant(null)
}
