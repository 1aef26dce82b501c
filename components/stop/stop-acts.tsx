'use client'
import { useQueryClient } from '@tanstack/react-query'
import { CircleX, Pause } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { AccountView } from '#api/codecs/client.ts'
import { useMay } from '#browser/use-may.ts'
import { counted } from '#components/ui/counted.ts'
import { Field } from '#components/ui/field.tsx'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { runStop, type StopAct, useStopRun } from './stop-run.ts'
import type { StopFacts } from './use-stop-facts.ts'

const REASON_LENGTH_MAX = 200

/** The two stops, each with its consequence in words, each held for a second and a half. */
export function StopActs({
  facts: { accounts, openOrders, isCut },
}: {
  readonly facts: StopFacts
}) {
  const [reason, setReason] = useState('')
  const ask = useAsk(reason)
  const mayPause = useMay('accounts:pause')
  const mayCancel = useMay('accounts:cancel-all')
  const toPause = accounts.filter((account) => !isPaused(account))
  return (
    <div className="flex flex-col gap-3">
      {mayPause ? (
        <Act text={pauseText(toPause.length)}>
          <HoldButton
            isDisabled={toPause.length === 0 || ask.isAsking('pause', accounts)}
            onHeld={() => ask.of('pause', toPause)}
          >
            <Pause aria-hidden size={14} />
            Hold to pause entries
          </HoldButton>
        </Act>
      ) : null}
      {mayCancel ? (
        <Act text={cancelText(openOrders.length, isCut)}>
          <HoldButton
            isDisabled={ask.isAsking('cancel', accounts)}
            onHeld={() => ask.of('cancel', accounts)}
          >
            <CircleX aria-hidden size={14} />
            Hold to cancel all orders
          </HoldButton>
        </Act>
      ) : null}
      {mayPause && toPause.length > 0 ? (
        <Field
          label="Reason, shown to everybody while it is paused"
          value={reason}
          maxLength={REASON_LENGTH_MAX}
          onChange={({ target }) => setReason(target.value)}
        />
      ) : null}
    </div>
  )
}

function pauseText(count: number): string {
  if (count === 0) return 'New orders are refused already.'
  return `Refuses new orders of ${counted(count, 'account')}. Open orders stay at the venue and may still fill.`
}

function cancelText(count: number, isCut: boolean): string {
  if (count === 0) return 'No order is open here; the venue is asked all the same.'
  return `Asks the venue to cancel ${isCut ? 'at least ' : ''}${counted(count, 'open order')}, stops included. Positions stay.`
}

function Act({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col items-stretch gap-1">
      {children}
      <p className="text-label text-ink-soft">{text}</p>
    </div>
  )
}

/** Halted by the house alone, it would trade again by itself: a person's pause holds it. */
function isPaused({ tradingState, tradingChangedBy }: AccountView): boolean {
  return tradingState === 'HALTED' && tradingChangedBy !== null
}

function useAsk(reason: string) {
  const queryClient = useQueryClient()
  const lines = useStopRun((run) => run.lines)
  return {
    isAsking: (act: StopAct, accounts: readonly AccountView[]) =>
      accounts.some(({ id }) => lines.get(id)?.[act]?.kind === 'asking'),
    of: (act: StopAct, accounts: readonly AccountView[]) => {
      const text = reason.trim()
      const accountIds = accounts.map(({ id }) => id)
      void runStop(queryClient, { act, accountIds, reason: text === '' ? null : text })
    },
  }
}
