'use client'
import { useRouter } from 'next/navigation'
import { listResearchRuns, startSweep } from '#api/research.ts'
import { useAct } from '#browser/use-act.ts'
import { RunDialog } from './run-dialog.tsx'
import { runPath } from './runs-table.tsx'
import { SweepFields } from './sweep-fields.tsx'
import { sweepOf } from './sweep-form.ts'

/** Asks for a sweep, and leads to it. */
export function SweepDialog({ onClose }: { onClose(): void }) {
  const router = useRouter()
  const { mutate, isPending, error } = useAct(startSweep, [listResearchRuns])
  return (
    <RunDialog
      title="New sweep"
      description="A backtest of every combination. The best of many is partly luck: its figures are told with the number of trials."
      act="Run sweep"
      fields={({ name, parameters }) => <SweepFields key={name} parameters={parameters} />}
      isPending={isPending}
      error={error}
      onSubmit={(form, chosen) =>
        mutate(sweepOf(form, chosen), { onSuccess: ({ id }) => router.push(runPath(id)) })
      }
      onClose={onClose}
    />
  )
}
