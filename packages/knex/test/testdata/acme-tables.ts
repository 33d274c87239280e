// The tables of an org, made by "certsql types". Make it anew instead of editing it.
import type { Knex } from "knex"

/** Customer */
export interface acme__Customer__c {
  /** Name */
  Name: string
  /** Grade */
  acme__Grade__c: "A" | "B" | "Z" | null
  /** Trade *\/ or craft */
  acme__Trade__c: "Steel" | "Bob's" | (string & {}) | null
  /** Key · external id */
  acme__Key__c: string | null
  /** Balance · computed */
  acme__Balance__c: number | null
  /** acme__Customer__c ID · read only */
  Id: string
  /** Deleted · read only */
  IsDeleted: boolean
  /** CreatedDate · read only */
  CreatedDate: Date
  /** LastModifiedDate · read only */
  LastModifiedDate: Date
  /** SystemModstamp · read only */
  SystemModstamp: Date
}

/** Customer: what an insert takes */
export interface acme__Customer__cInsert {
  Name: string
  acme__Grade__c?: "A" | "B" | null | undefined
  acme__Trade__c?: "Steel" | "Bob's" | (string & {}) | null | undefined
  acme__Key__c?: string | null | undefined
}

/** Customer: what an update takes */
export interface acme__Customer__cUpdate {
  Name?: string | undefined
  acme__Grade__c?: "A" | "B" | null | undefined
  acme__Trade__c?: "Steel" | "Bob's" | (string & {}) | null | undefined
  acme__Key__c?: string | null | undefined
}

/** Invoice */
export interface acme__Invoice__c {
  /** Number · numbered by the org · read only */
  Name: string
  /** Customer · looks up acme__Customer__c (acme__Customer__r) */
  acme__Customer__c: string | null
  /** Total · DECIMAL(18,2) */
  acme__Total__c: number | null
  /** Lines */
  acme__Lines__c: number | null
  /** Due · DATE */
  acme__Due__c: string | null
  /** Sent */
  acme__Sent__c: Date | null
  /** Paid */
  acme__Paid__c: boolean
  /** Tags */
  acme__Tags__c: string | null
  /** Place · read only */
  acme__Place__c: unknown
  /** acme__Invoice__c ID · read only */
  Id: string
  /** Deleted · read only */
  IsDeleted: boolean
  /** CreatedDate · read only */
  CreatedDate: Date
  /** LastModifiedDate · read only */
  LastModifiedDate: Date
  /** SystemModstamp · read only */
  SystemModstamp: Date
}

/** Invoice: what an insert takes */
export interface acme__Invoice__cInsert {
  acme__Customer__c: string
  acme__Total__c?: number | string | null | undefined
  acme__Lines__c?: number | null | undefined
  acme__Due__c?: Date | string | null | undefined
  acme__Sent__c?: Date | string | null | undefined
  acme__Paid__c?: boolean | undefined
  acme__Tags__c?: string | null | undefined
}

/** Invoice: what an update takes */
export interface acme__Invoice__cUpdate {
  acme__Customer__c?: string | undefined
  acme__Total__c?: number | string | null | undefined
  acme__Lines__c?: number | null | undefined
  acme__Due__c?: Date | string | null | undefined
  acme__Sent__c?: Date | string | null | undefined
  acme__Paid__c?: boolean | undefined
  acme__Tags__c?: string | null | undefined
}

declare module "knex/types/tables.js" {
  interface Tables {
    acme__Customer__c: Knex.CompositeTableType<acme__Customer__c, acme__Customer__cInsert, acme__Customer__cUpdate>
    acme__Invoice__c: Knex.CompositeTableType<acme__Invoice__c, acme__Invoice__cInsert, acme__Invoice__cUpdate>
  }
}
