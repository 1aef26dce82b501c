'use client'
import { OctagonX, Pause, Play } from 'lucide-react'
import { listAccounts, pauseAccount, resumeAccount } from '#api/accounts.ts'
import type { AccountView } from '#api/codecs/client.ts'
import { getOverview } from '#api/reports.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useStopSheet } from '#browser/stores/stop-sheet.ts'
import { useAct } from '#browser/use-act.ts'
import { heldAccounts, useKillRuns } from '#browser/use-kill-runs.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'

const CHANGED = [listAccounts, getOverview]

/** Stops new orders of an account, or lets it trade again. Open orders stay and can be canceled. */
export function TradingActs({ account }: { readonly account: AccountView }) {
  const mayPause = useMay('accounts:pause')
  const pause = useAct(pauseAccount, CHANGED)
  const resume = useAct(resumeAccount, CHANGED)
  const { id: accountId, clientId } = account
  const scope = { clientId, accountId }
  const isHeld = heldAccounts(useKillRuns(scope)).has(accountId)
  if (!mayPause) return null
  if (isHeld) return <HeldByRun scope={scope} />
  const isHalted = account.tradingState === 'HALTED'
  return (
    <>
      {isHalted ? (
        <Button disabled={resume.isPending} onClick={() => resume.mutate({ accountId })}>
          <Play aria-hidden size={14} />
          Resume
        </Button>
      ) : (
        <Button
          disabled={pause.isPending}
          onClick={() => pause.mutate({ accountId, reason: null })}
        >
          <Pause aria-hidden size={14} />
          Pause
        </Button>
      )}
      <Problem error={pause.error ?? resume.error} />
    </>
  )
}

/** Resuming the account would change nothing: only the run's own release arms it again. */
function HeldByRun({ scope }: { readonly scope: ScopeChoice }) {
  const open = useStopSheet((sheet) => sheet.open)
  return (
    <Button tone="danger" onClick={() => open(scope)}>
      <OctagonX aria-hidden size={14} />
      Held by the kill switch…
    </Button>
  )
}
