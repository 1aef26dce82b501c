'use client'
import { OctagonX } from 'lucide-react'
import { useState } from 'react'
import { listAccounts } from '#api/accounts.ts'
import { engageKill, listKillRuns } from '#api/kill.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { EMPTY_WISH, isSure, KillChoices, type KillWish } from './kill-choices.tsx'
import { killTargets } from './kill-targets.ts'
import type { StopFacts } from './use-stop-facts.ts'

/** The kill switch: entries halt at once and stay so until an administrator arms trading again. */
export function KillForm({
  scope,
  facts,
}: {
  readonly scope: ScopeChoice
  readonly facts: StopFacts
}) {
  const [wish, setWish] = useState(EMPTY_WISH)
  const engage = useAct(engageKill, [listKillRuns, listAccounts])
  const mayEngage = useMay('kill:engage')
  const targets = killTargets(scope, facts.accounts)
  const target = targets.find(({ key }) => key === wish.targetKey) ?? targets[0]
  if (!mayEngage || target === undefined) return null
  const press = () => {
    const { cancelAll, flatten, isDrill } = wish
    const reason = wish.reason.trim()
    engage.mutate(
      {
        ...{ scope: target.scope, pauseEntries: true, cancelAll, flatten, isDrill },
        reason: reason === '' ? null : reason,
      },
      { onSuccess: () => setWish(EMPTY_WISH) },
    )
  }
  return (
    <fieldset className="flex flex-col gap-2 border-t border-line pt-3">
      <legend className="font-medium">Kill switch</legend>
      <KillChoices
        {...{ wish, target, targets }}
        onChange={(part) => setWish((before) => ({ ...before, ...part }))}
      />
      <HoldButton isDisabled={!isSure(wish) || engage.isPending} onHeld={press}>
        <OctagonX aria-hidden size={14} />
        {engage.isPending ? 'Pressing…' : holdText(wish)}
      </HoldButton>
      <p className="text-label text-ink-soft">{consequence(wish)}</p>
      <Problem error={engage.error} />
    </fieldset>
  )
}

function holdText({ isDrill }: KillWish): string {
  return isDrill ? 'Hold to begin the drill' : 'Hold to press the kill switch'
}

function consequence({ cancelAll, flatten, isDrill }: KillWish): string {
  if (isDrill) return 'No new order is sent until it ends. Anyone who arms may end it.'
  const acts = [
    'No new order is sent from then on',
    ...(cancelAll || flatten ? ['every open order is canceled, stops included'] : []),
    ...(flatten ? ['every position is closed at the market'] : []),
  ]
  return `${acts.join(', ')}. Where there are two administrators, the other one arms again.`
}
