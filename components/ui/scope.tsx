import { Stripe } from './stripe.tsx'

/** Whose it is: the client's mark and name, and the account where it is one. */
export function Scope({
  mark,
  client,
  account,
}: {
  readonly mark: number | null
  readonly client: string
  readonly account?: string | undefined
}) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2 align-middle">
      <Stripe mark={mark} />
      <span className="truncate">
        {client}
        {account === undefined ? null : <span className="text-ink-soft"> / {account}</span>}
      </span>
    </span>
  )
}
