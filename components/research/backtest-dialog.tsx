'use client'
import { useRouter } from 'next/navigation'
import { listResearchRuns, startBacktest } from '#api/research.ts'
import { useAct } from '#browser/use-act.ts'
import { ParameterFields } from '#components/ui/parameter-fields.tsx'
import { backtestOf } from './backtest-form.ts'
import { RunDialog } from './run-dialog.tsx'
import { runPath } from './runs-table.tsx'

/** Asks for a backtest, and leads to it. */
export function BacktestDialog({ onClose }: { onClose(): void }) {
  const router = useRouter()
  const { mutate, isPending, error } = useAct(startBacktest, [listResearchRuns])
  return (
    <RunDialog
      title="New backtest"
      description="Signals at a bar’s close are filled at the next open; within a bar the stop comes before the target."
      act="Run backtest"
      fields={({ name, parameters }) => <ParameterFields key={name} parameters={parameters} />}
      isPending={isPending}
      error={error}
      onSubmit={(form, chosen) =>
        mutate(backtestOf(form, chosen), { onSuccess: ({ id }) => router.push(runPath(id)) })
      }
      onClose={onClose}
    />
  )
}
