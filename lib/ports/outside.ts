/** A request to an address that a person typed. */
export type OutsideRequest = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came back. The text is for our log, never for whoever typed the address. */
export type OutsideAnswer = { readonly status: number; readonly text: string }

/** The world beyond the house and its venues, spoken to at addresses that people typed. */
export type Outside = {
  /** Throws URL_NOT_ALLOWED, having sent nothing, for an address that does not lead to the public internet. */
  requireAllowed(url: string): Promise<void>
  /** Posts once, follows nothing. Throws URL_NOT_ALLOWED as above, and whatever a network throws. */
  post(request: OutsideRequest): Promise<OutsideAnswer>
}
