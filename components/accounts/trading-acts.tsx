'use client'
import { Pause, Play } from 'lucide-react'
import { listAccounts, pauseAccount, resumeAccount } from '#api/accounts.ts'
import type { AccountView } from '#api/codecs/client.ts'
import { getOverview } from '#api/reports.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'

const CHANGED = [listAccounts, getOverview]

/** Stops new orders of an account, or lets it trade again. Open orders stay and can be canceled. */
export function TradingActs({ account }: { readonly account: AccountView }) {
  const mayPause = useMay('accounts:pause')
  const pause = useAct(pauseAccount, CHANGED)
  const resume = useAct(resumeAccount, CHANGED)
  if (!mayPause) return null
  const isHalted = account.tradingState === 'HALTED'
  const { id: accountId } = account
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
