import type { BotView } from '#api/codecs/bot.ts'
import { Badge } from '#components/ui/badge.tsx'
import { STATE_TONES, STATE_WORDS } from './bot-words.ts'

/** Whether it trades, or is stopped and still closes what it held; why not, where it failed. */
export function BotState({ bot: { state, failure, isClosing } }: { readonly bot: BotView }) {
  if (isClosing) return <Badge tone="attention">Closing</Badge>
  return (
    <Badge tone={STATE_TONES[state]} title={failure ?? undefined}>
      {STATE_WORDS[state]}
    </Badge>
  )
}
