'use client'
import type { SignalRuleView } from '#api/codecs/signal-rule.ts'
import { listSignalRules, removeSignalRule } from '#api/signal-rules.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'

const COLUMNS: readonly Column<SignalRuleView>[] = [
  {
    key: 'market',
    header: 'Market',
    cell: ({ instrumentIds }) => (
      <span className="font-medium">{listText(instrumentIds, 'Every market')}</span>
    ),
  },
  {
    key: 'timeframes',
    header: 'Timeframes',
    cell: ({ timeframes }) => listText(timeframes, 'Every timeframe'),
  },
  {
    key: 'score',
    header: 'Score from',
    isNumber: true,
    cell: ({ scoreMin }) => <span className="figure">{scoreMin}</span>,
  },
  { key: 'since', header: 'Since, UTC', cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    key: 'acts',
    header: 'Change',
    isNumber: true,
    isHeaderHidden: true,
    cell: (rule) => <Remove rule={rule} />,
  },
]

/** What the person asked to be told of. */
export function SignalRulesTable({ rules }: { readonly rules: readonly SignalRuleView[] }) {
  return <Table label="Rules" columns={COLUMNS} rows={rules} rowKey={({ id }) => id} />
}

function Remove({ rule }: { readonly rule: SignalRuleView }) {
  const { mutate, isPending, error } = useAct(removeSignalRule, [listSignalRules])
  if (!useMay('alerts:write')) return null
  return (
    <span className="inline-flex items-center gap-2">
      <Problem error={error} />
      <Button
        tone="quiet"
        disabled={isPending}
        aria-label={`Remove ${listText(rule.instrumentIds, 'every market')} from ${rule.scoreMin}`}
        onClick={() => mutate({ signalRuleId: rule.id })}
      >
        Remove
      </Button>
    </span>
  )
}

function listText(names: readonly string[], all: string): string {
  return names.length === 0 ? all : names.join(', ')
}
