'use client'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight, History } from 'lucide-react'
import type { ReactNode } from 'react'
import { useKeys } from '#browser/keys.ts'
import { fillsAroundQuery } from '#browser/queries/fills-around.ts'
import { scopeInput } from '#browser/scope.ts'
import { useAsOf } from '#browser/use-as-of.ts'
import { useScope } from '#browser/use-scope.ts'
import { Button } from '#components/ui/button.tsx'
import { dateTimeText } from '#components/ui/time-text.ts'
import { MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { MomentField } from './moment-field.tsx'

/** Over every page that shows a moment that has passed: which one, steps to others, and the way back to live. */
export function AsOfBand({ clientId }: { readonly clientId?: string }) {
  const asOf = useAsOf()
  useKeys(
    asOf.isOffered && asOf.at === undefined
      ? [
          {
            keys: 'shift+t',
            does: 'See this page as of a minute ago',
            run: () => asOf.go(minuteAgo()),
          },
        ]
      : [],
    'As of',
  )
  if (asOf.at === undefined) return null
  return <Band at={asOf.at} go={asOf.go} clientId={clientId} />
}

function minuteAgo(): UnixMs {
  return unixMsOf(Date.now() - MINUTE_MS)
}

type BandProps = {
  readonly at: UnixMs
  readonly clientId: string | undefined
  go(at: UnixMs | undefined): void
}

function Band({ at, go, clientId }: BandProps) {
  const steps = useSteps({ at, go, clientId })
  useKeys(
    steps.map(({ keys, label, run }) => ({ keys, does: label, run: run ?? undefined })),
    'As of',
  )
  const [fillBack, back, forward, fillForward, live] = steps
  return (
    <section
      aria-label="Not live"
      className="sticky top-10 z-30 flex min-h-9 flex-wrap items-center gap-2 border-b border-attention bg-attention-paper px-3 py-1 text-attention max-sm:top-12"
    >
      <History aria-hidden size={16} className="shrink-0" />
      <p role="status" className="font-medium">
        As of <span className="figure">{dateTimeText(at)}</span> UTC — not live
      </p>
      <span className="flex-1" />
      <span className="flex items-center gap-1 max-sm:order-last max-sm:w-full max-sm:justify-between print:hidden">
        <StepButton step={fillBack} icon={<ChevronsLeft aria-hidden size={14} />}>
          fill
        </StepButton>
        <StepButton step={back} icon={<ChevronLeft aria-hidden size={14} />}>
          1 min
        </StepButton>
        <MomentField key={at} at={at} onPick={go} />
        <StepButton step={forward} iconAfter={<ChevronRight aria-hidden size={14} />}>
          1 min
        </StepButton>
        <StepButton step={fillForward} iconAfter={<ChevronsRight aria-hidden size={14} />}>
          fill
        </StepButton>
      </span>
      <Button isSmall tone="primary" className="print:hidden" onClick={() => live.run?.()}>
        Back to live
      </Button>
    </section>
  )
}

type Step = {
  readonly keys: string
  readonly label: string
  /** Null where there is nowhere to step to. */
  readonly run: (() => void) | null
}

function useSteps({ at, go, clientId }: BandProps): readonly [Step, Step, Step, Step, Step] {
  const scope = useScope()
  const whose = clientId === undefined ? scopeInput(scope) : { clientId }
  const around = useQuery(fillsAroundQuery({ ...whose, at })).data
  const to = (moment: UnixMs | null | undefined) =>
    moment === null || moment === undefined ? null : () => go(moment)
  const after = unixMsOf(at + MINUTE_MS)
  return [
    { keys: '{', label: 'To the fill before', run: to(around?.previousAt) },
    { keys: '[', label: 'One minute back', run: to(unixMsOf(Math.max(0, at - MINUTE_MS))) },
    // What is still to come is live.
    {
      keys: ']',
      label: 'One minute on',
      run: () => go(after >= Date.now() ? undefined : after),
    },
    { keys: '}', label: 'To the fill after', run: to(around?.nextAt) },
    { keys: 'shift+t', label: 'Back to live', run: () => go(undefined) },
  ]
}

function StepButton({
  step: { label, keys, run },
  icon,
  iconAfter,
  children,
}: {
  readonly step: Step
  readonly icon?: ReactNode
  readonly iconAfter?: ReactNode
  readonly children: string
}) {
  return (
    <Button
      isSmall
      tone="quiet"
      title={`${label} (${keys})`}
      aria-label={label}
      disabled={run === null}
      onClick={() => run?.()}
    >
      {icon}
      <span className="max-sm:sr-only">{children}</span>
      {iconAfter}
    </Button>
  )
}
