import { type Column, decimal, type FieldType, ID, type SqlType, TEXT } from '@certsql/core'
import type { Table, TableColumn } from '@certsql/driver'

type Extra = Partial<Pick<Table, 'parents' | 'children'>>

function column(
  { name, type }: Column,
  label: string,
  fieldType: FieldType,
  values: readonly string[] = [],
): TableColumn {
  const capabilities = { filterable: true, sortable: true, groupable: true, aggregatable: true }
  const picklistValues = values.map((value) => ({ value, label: value, active: true }))
  const field = { name, label, type: fieldType, picklistValues }
  return { name, label, type, fieldType, field, capabilities, nullable: true, inStar: true }
}

function table(name: string, label: string, columns: readonly TableColumn[], extra: Extra = {}): Table {
  const writable = { insert: false, update: false, delete: false, undelete: false }
  return {
    name,
    label,
    keyPrefix: null,
    queryable: true,
    writable,
    columns,
    parents: [],
    children: [],
    ...extra,
  }
}

const of = (name: string, type: SqlType): Column => ({ name, type })

export const ACCOUNTS = table(
  'Account',
  'Account',
  [
    column(of('Id', ID), 'Account ID', 'id'),
    column(of('Name', TEXT), 'Account Name', 'string'),
    column(of('Industry', TEXT), 'Industry', 'picklist', ['Energy', "Baker's", 'Technology']),
  ],
  {
    children: [
      { name: 'Invoices__r', childTable: 'c2g__codaInvoice__c', childColumn: 'c2g__Account__c' },
      { name: null, childTable: 'Task', childColumn: 'WhatId' },
    ],
  },
)

export const INVOICES = table(
  'c2g__codaInvoice__c',
  'Sales Invoice',
  [
    column(of('Id', ID), 'Record ID', 'id'),
    column(of('c2g__Account__c', ID), 'Account', 'reference'),
    column(of('c2g__InvoiceTotal__c', decimal(18, 2)), 'Invoice Total', 'currency'),
  ],
  {
    parents: [
      { name: 'c2g__Account__r', column: 'c2g__Account__c', targets: ['Account'], polymorphic: false },
    ],
  },
)
