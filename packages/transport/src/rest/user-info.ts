/** Who is logged in. What the org did not tell is left out. */
export interface UserInfo {
  /** 18 characters, `005…`. */
  readonly userId: string
  readonly organizationId?: string
  readonly userName?: string
  /** `America/Los_Angeles` */
  readonly timeZone?: string
  /** `en_US` */
  readonly locale?: string
  readonly language?: string
  /** Several currencies are active in the org; only a SOAP login tells. */
  readonly multiCurrency?: boolean
}
