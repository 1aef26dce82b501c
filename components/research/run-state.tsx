import type { ResearchRunView } from '#api/codecs/research.ts'
import { Badge } from '#components/ui/badge.tsx'
import { numberText, STATE_TONES, STATE_WORDS } from './research-words.ts'

const PERCENT = 100

/** What became of a run; how far it is while it runs. */
export function RunState({ run }: { readonly run: ResearchRunView }) {
  const { state, progress, failure } = run
  const isUnderWay = state === 'RUNNING' && progress > 0
  return (
    <Badge tone={STATE_TONES[state]} title={failure ?? undefined}>
      {STATE_WORDS[state]}
      {isUnderWay ? <span className="figure">{numberText(progress * PERCENT, 0)} %</span> : null}
    </Badge>
  )
}
