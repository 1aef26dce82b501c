/** What opens an account at a venue. Never logged, never shown again. */
export type VenueSecret = {
  readonly apiKey: string
  readonly apiSecret: string
  /** Only where the venue asks for one. */
  readonly passphrase: string | null
}

/** The row that a ciphertext belongs to: moved to another row or firm it does not open. */
export type KeyBinding = {
  readonly organizationId: string
  readonly keyId: string
}

/** What web has: it can lock a key away and never look at it again. */
export type KeySealer = {
  seal(secret: VenueSecret, binding: KeyBinding): Buffer
}

/** What the runner alone has. Each opens what it was given for that binding, or throws. */
export type KeyVault = {
  /** Opens what a sealer sealed. */
  open(sealed: Buffer, binding: KeyBinding): VenueSecret
  /** Encrypts for keeping. */
  wrap(secret: VenueSecret, binding: KeyBinding): Buffer
  unwrap(wrapped: Buffer, binding: KeyBinding): VenueSecret
}

/** Prices that are not the simulated exchange's own, as people read it: "replay of 2025-04-03". */
export type MarketLabel = { readonly text: string; readonly venueSymbols: readonly string[] }

/** The simulated exchange's other door. */
export type PaperDesk = {
  /** Where its prices come from; null when it makes them up itself. */
  describeMarket(): Promise<MarketLabel | null>
  /** Makes an account. Not safe to repeat: each call opens another one. */
  openAccount(terms: {
    readonly name: string
    readonly balances: Readonly<Record<string, string>>
  }): Promise<Pick<VenueSecret, 'apiKey' | 'apiSecret'>>
}
