import type { AlertSeverity } from '#core/alerts/alert-kinds.ts'

/** Where a message goes, with its secret opened. Never logged. */
export type AlertTarget =
  | { readonly kind: 'webhook'; readonly url: string; readonly signingKey: string }
  | {
      readonly kind: 'ntfy'
      readonly url: string
      readonly topic: string
      readonly token: string | null
    }

/** One message, as people and programs read it. */
export type AlertMessage = {
  /** The same at every attempt: a receiver that knows it already has it. */
  readonly eventId: string
  readonly severity: AlertSeverity
  /** Whether everything that it tells of is over. */
  readonly isOver: boolean
  readonly title: string
  readonly text: string
  /** The page that shows it. */
  readonly link: string
  readonly events: readonly Readonly<Record<string, unknown>>[]
}

/** Tells people beyond the house. */
export type AlertSender = {
  /** Sends once. Returns when the receiver has taken it; throws otherwise. Safe to repeat by its event id. */
  send(target: AlertTarget, message: AlertMessage): Promise<void>
}

/** The row that a sealed text belongs to: moved to another row or firm it does not open. */
export type ChannelBinding = { readonly organizationId: string; readonly channelId: string }

/** Locks away what channels sign and sign in with. */
export type ChannelVault = {
  seal(text: string, binding: ChannelBinding): Buffer
  /** Throws for bytes of another key, row or firm. */
  open(sealed: Buffer, binding: ChannelBinding): string
}
