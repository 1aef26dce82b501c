import { classNames } from './class-names.ts'

const COLORS = [
  'bg-stripe-0',
  'bg-stripe-1',
  'bg-stripe-2',
  'bg-stripe-3',
  'bg-stripe-4',
  'bg-stripe-5',
  'bg-stripe-6',
  'bg-stripe-7',
] as const

/** The background of a mark; null for whom no client is chosen. */
export function stripeColor(mark: number | null): string {
  return (mark === null ? undefined : COLORS[mark]) ?? 'bg-line-strong'
}

/** The mark beside a name by which eyes tell owners apart. The name says it; the mark only helps. */
export function Stripe({ mark }: { readonly mark: number | null }) {
  return (
    <span
      aria-hidden
      className={classNames('inline-block h-3.5 w-1 shrink-0 rounded-box', stripeColor(mark))}
    />
  )
}
