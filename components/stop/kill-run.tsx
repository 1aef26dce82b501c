'use client'
import { ShieldCheck } from 'lucide-react'
import { listAccounts } from '#api/accounts.ts'
import type { KillRunView } from '#api/codecs/kill.ts'
import { listKillRuns, releaseKill } from '#api/kill.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { HoldButton } from '#components/ui/hold-button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { CheckLine } from './check-line.tsx'
import { killFaces, killProgress } from './kill-faces.ts'
import { SinceTime } from './since-time.tsx'

/** One press of the kill switch that is still in force: who, why, and account by account what the venue says. */
export function KillRun({ run }: { readonly run: KillRunView }) {
  return (
    <section
      aria-label={`Kill switch: ${run.scopeName}`}
      className="flex flex-col gap-2 rounded-box border border-stop p-3"
    >
      <p>
        <strong className="font-semibold">
          {run.isDrill ? 'Drill' : 'Kill switch'}: {run.scopeName}
        </strong>
        {' since '}
        <SinceTime at={run.engagedAt} />
        {run.engagedBy === null ? null : ` by ${run.engagedBy}`}
        {run.reason === null ? null : ` · ${run.reason}`}
        {` · ${killProgress(run)}`}
      </p>
      <ul className="max-h-64 overflow-y-auto">
        {run.accounts.map((check) => (
          <li key={check.accountId} className="flex flex-col gap-0.5 py-1">
            <span className="font-medium">
              {check.clientName} / {check.accountName}
            </span>
            {killFaces(run, check).map((face) => (
              <CheckLine key={face.text} {...face} />
            ))}
          </li>
        ))}
      </ul>
      <Release run={run} />
    </section>
  )
}

function Release({ run: { id, pauseEntries } }: { readonly run: KillRunView }) {
  const mayRelease = useMay('kill:release')
  const release = useAct(releaseKill, [listKillRuns, listAccounts])
  if (!mayRelease) {
    return <p className="text-label text-ink-soft">An administrator arms trading again.</p>
  }
  return (
    <>
      <HoldButton isDisabled={release.isPending} onHeld={() => release.mutate({ killRunId: id })}>
        <ShieldCheck aria-hidden size={14} />
        {pauseEntries ? 'Hold to arm trading again' : 'Hold to end this run'}
      </HoldButton>
      <Problem error={release.error} />
    </>
  )
}
