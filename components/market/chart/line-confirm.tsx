'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { cancelOrder } from '#api/orders.ts'
import { call } from '#browser/call.ts'
import { mergeOrder } from '#browser/merge-account-event.ts'
import { useAmendOrder } from '#browser/use-amend-order.ts'
import { AlertDialog } from '#components/ui/alert-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { useNotice } from '#components/ui/toasts.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import type { Price } from '#core/money/money.ts'
import { effectTexts, lineName, priceText } from './line-words.ts'
import type { LineEffect, OrderLine } from './order-lines.ts'

type Moved = { readonly line: OrderLine; readonly price: Price; readonly effect: LineEffect }

/** Asks whether an order goes to the price its line was dragged to. */
export function MoveConfirm({
  moved,
  instrument,
  onClose,
}: {
  readonly moved: Moved | null
  readonly instrument: Instrument
  onClose(): void
}) {
  return (
    <Dialog
      title={moved === null ? '' : `Move ${lineName(moved.line).toLowerCase()}`}
      description="It loses its place in the queue. Until the venue answers, the old order may still fill."
      isOpen={moved !== null}
      onOpenChange={(isOpen) => isOpen || onClose()}
    >
      {moved === null ? null : <MoveForm {...moved} instrument={instrument} onClose={onClose} />}
    </Dialog>
  )
}

function MoveForm({
  line,
  price,
  effect,
  instrument,
  onClose,
}: Moved & { readonly instrument: Instrument; onClose(): void }) {
  const amend = useAmendOrder()
  const notify = useNotice()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => amend({ orderId: line.order.id, [line.field]: price }),
    onSuccess: ({ state, reason }) => {
      if (state === 'DENIED') {
        notify({ title: 'The order stays where it is', text: reason ?? undefined, tone: 'stop' })
      }
      onClose()
    },
  })
  return (
    <>
      <Facts>
        <Fact label="Account">
          <OwnerName accountId={line.order.accountId} />
        </Fact>
        <Fact label="From">
          <span className="figure">{priceText(line.price, instrument)}</span>
        </Fact>
        <Fact label="To">
          <span className="figure font-semibold" data-testid="moved-price">
            {priceText(price, instrument)}
          </span>
        </Fact>
        {effectTexts(effect, { line, price, instrument }).map(({ label, text }) => (
          <Fact key={label} label={label}>
            <span className="figure">{text}</span>
          </Fact>
        ))}
      </Facts>
      <Problem error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep as it is</Button>
        <Button tone="primary" isBusy={isPending} onClick={() => mutate()}>
          Move to {priceText(price, instrument)}
        </Button>
      </div>
    </>
  )
}

/** Asks whether an order is canceled. */
export function CancelConfirm({
  line,
  instrument,
  onClose,
}: {
  readonly line: OrderLine | null
  readonly instrument: Instrument
  onClose(): void
}) {
  const queryClient = useQueryClient()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (orderId: string) => call(cancelOrder, { orderId }),
    onSuccess: (canceled) => {
      mergeOrder(queryClient, canceled)
      onClose()
    },
  })
  const close = () => {
    reset()
    onClose()
  }
  return (
    <AlertDialog
      title={line === null ? '' : `Cancel ${lineName(line).toLowerCase()}?`}
      text={
        line === null ? null : (
          <span className="figure">
            {lineName(line)} at {priceText(line.price, instrument)}
          </span>
        )
      }
      confirmLabel="Cancel the order"
      isOpen={line !== null}
      isBusy={isPending}
      error={error}
      onOpenChange={(isOpen) => isOpen || close()}
      onConfirm={() => line !== null && mutate(line.order.id)}
    />
  )
}
