export type CommandKind =
  | 'page'
  | 'market'
  | 'client'
  | 'account'
  | 'person'
  | 'break'
  | 'order'
  | 'act'

/** Something that can be reached or done. */
export type CommandItem = {
  /** The same from day to day: recent ones are kept by it. */
  readonly id: string
  readonly kind: CommandKind
  readonly text: string
  /** Beside the text: a venue, an address. */
  readonly hint?: string | undefined
  /** The key that does the same. */
  readonly keys?: string | undefined
  /** The client's mark; null for the firm. */
  readonly stripe?: number | null | undefined
  /** Worth showing before anything is typed. */
  readonly isUsual?: boolean | undefined
  run(): void
}

export const KIND_WORDS: Readonly<Record<CommandKind, string>> = {
  page: 'Page',
  market: 'Market',
  client: 'Client',
  account: 'Account',
  person: 'Person',
  break: 'Break',
  order: 'Order',
  act: 'Act',
}
