import type { SweepResultView } from '#api/codecs/research-result.ts'
import { Panel } from '#components/ui/panel.tsx'
import { numberText } from './research-words.ts'

/** Below this the best of a sweep may well be luck. */
const BELIEVABLE = 0.95

/** What a reader must know of the best of many trials before believing it. */
export function TrialsWarning({ result: { points, deflatedSharpe } }: WarningProps) {
  const trials = numberText(points.length, 0)
  const isDoubtful = deflatedSharpe === null || deflatedSharpe < BELIEVABLE
  return (
    <Panel title="Before you believe it">
      <ul className={`list-disc py-2 pr-3 pl-7 ${isDoubtful ? 'text-attention' : 'text-ink-soft'}`}>
        <li>
          Of {trials} trials the best looks good by chance alone. A lone bright cell among dark ones
          is luck; a bright region may be more.
        </li>
        <li>
          {deflatedSharpe === null ? (
            'The time is too short to tell how likely the best is more than luck.'
          ) : (
            <>
              Deflated Sharpe ratio of the best{' '}
              <span className="figure">{numberText(deflatedSharpe)}</span>: the probability that it
              is worth anything at all, allowing for {trials} trials.
              {isDoubtful ? ' Below 0.95 it may well be luck.' : ''}
            </>
          )}
        </li>
      </ul>
    </Panel>
  )
}

type WarningProps = { readonly result: SweepResultView }
