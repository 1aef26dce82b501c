'use client'
import { useState } from 'react'
import { getBot, listBots, stopBot } from '#api/bots.ts'
import type { BotView, StopInput } from '#api/codecs/bot.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { moneyText } from '#components/ui/money-text.ts'
import { Problem } from '#components/ui/problem.tsx'
import { parseInstrumentId } from '#core/market/instrument.ts'
import { isZero } from '#core/money/money.ts'

const CHOICES: readonly {
  readonly position: StopInput['position']
  readonly label: string
  readonly text: string
}[] = [
  {
    position: 'keep',
    label: 'Keep it',
    text: 'Nothing more is placed. What it holds stays in its book, at the market’s risk, for you to close. This is what happens unless you choose otherwise.',
  },
  {
    position: 'close',
    label: 'Close it at the market',
    text: 'What it holds is sold at once by a reduce-only market order, at the price there is then. An order under way is waited for.',
  },
]

/** Asks what becomes of what a bot holds when it is stopped. */
export function StopBotDialog({ bot, onClose }: { readonly bot: BotView; onClose(): void }) {
  const [position, setPosition] = useState<StopInput['position']>('keep')
  const { mutate, isPending, error } = useAct(stopBot, [getBot, listBots])
  const { base } = parseInstrumentId(bot.instrumentId)
  const held = isZero(bot.position) ? 'nothing now' : `${moneyText(bot.position)} ${base}`
  return (
    <Dialog
      title={`Stop ${bot.name}`}
      description={`It holds ${held}.`}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <form
        method="post"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          mutate({ botId: bot.id, position }, { onSuccess: onClose })
        }}
      >
        <fieldset className="flex flex-col gap-2">
          <legend className="pb-1 text-label text-ink-soft">What it holds</legend>
          {CHOICES.map((choice) => (
            <label key={choice.position} className="flex items-start gap-2">
              <input
                type="radio"
                name="position"
                className="mt-0.5 size-4 shrink-0 accent-ink"
                checked={choice.position === position}
                onChange={() => setPosition(choice.position)}
              />
              <span>
                <span className="font-medium">{choice.label}</span>
                <span className="block text-label text-ink-soft">{choice.text}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Problem error={error} />
        <Button type="submit" tone="primary" disabled={isPending}>
          {position === 'keep' ? 'Stop and keep it' : 'Stop and close it'}
        </Button>
      </form>
    </Dialog>
  )
}
