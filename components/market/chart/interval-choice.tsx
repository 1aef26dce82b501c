'use client'
import { useState } from 'react'
import { useKeys } from '#browser/keys.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { TIMEFRAMES, type Timeframe } from '#core/market/candle.ts'
import { intervalChoices } from './interval-text.ts'

type Props = { readonly timeframe: Timeframe; onChoose(timeframe: Timeframe): void }

/** Every timeframe as a button; a typed digit opens the choice by typing. */
export function IntervalChoice({ timeframe, onChoose }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  useKeys(
    FIRST_DIGITS.map((digit) => ({
      keys: digit,
      does: `Interval ${digit}…`,
      run: () => setTyped(digit),
    })),
    'Chart',
  )
  return (
    <>
      <div role="radiogroup" aria-label="Timeframe" className="flex items-center gap-0.5">
        {TIMEFRAMES.map((each) => (
          // biome-ignore lint/a11y/useSemanticElements: buttons that look like the toolbar's others
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={each === timeframe}
            onClick={() => onChoose(each)}
            className={classNames(
              'inline-flex h-7 min-w-8 items-center justify-center rounded-box px-1.5 text-label max-sm:h-10 max-sm:min-w-10',
              each === timeframe
                ? 'bg-selected font-medium text-ink'
                : 'text-ink-soft hover:bg-raised hover:text-ink',
            )}
          >
            {each}
          </button>
        ))}
      </div>
      <Dialog title="Interval" isOpen={typed !== null} onOpenChange={() => setTyped(null)}>
        <TypedInterval
          typed={typed ?? ''}
          onType={setTyped}
          onChoose={(chosen) => {
            setTyped(null)
            onChoose(chosen)
          }}
        />
      </Dialog>
    </>
  )
}

/** What timeframes begin with, in their own unit or in minutes. */
const FIRST_DIGITS = ['1', '2', '4', '5', '6'] as const

function TypedInterval({
  typed,
  onType,
  onChoose,
}: {
  readonly typed: string
  onType(typed: string): void
  onChoose(timeframe: Timeframe): void
}) {
  const choices = intervalChoices(typed)
  const [first] = choices
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (first !== undefined) onChoose(first)
      }}
    >
      <Field
        label="Minutes, or a number with m, h or d"
        value={typed}
        autoFocus
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
        problem={
          choices.length === 0 && typed !== '' ? `None. There are ${TIMEFRAMES.join(', ')}.` : null
        }
        hint={first === undefined ? undefined : `Enter shows ${first}`}
      />
      <div className="flex flex-wrap gap-1">
        {choices.map((each) => (
          <button
            key={each}
            type="button"
            onClick={() => onChoose(each)}
            className="inline-flex h-8 items-center rounded-box border border-line-strong px-3 hover:border-ink-faint max-sm:h-10"
          >
            {each}
          </button>
        ))}
      </div>
    </form>
  )
}
