'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { getBot, getShadowReport, listBots, startBot, stopBot } from '#api/bots.ts'
import type { BotView } from '#api/codecs/bot.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'

const StopBotDialog = dynamic(() =>
  import('./stop-bot-dialog.tsx').then((dialog) => dialog.StopBotDialog),
)

/** Starts a bot, or stops it, which asks what becomes of what it holds. */
export function BotActs({ bot }: { readonly bot: BotView }) {
  const [isAsking, setAsking] = useState(false)
  if (!useMay('bots:run')) return null
  if (bot.isClosing) return <KeepAfterAll bot={bot} />
  return (
    <>
      {bot.state === 'RUNNING' || bot.position !== 0n ? (
        <Button onClick={() => setAsking(true)}>
          {bot.state === 'RUNNING' ? 'Stop' : 'Close what it holds'}
        </Button>
      ) : null}
      {bot.state === 'RUNNING' ? null : <Start bot={bot} />}
      {isAsking ? <StopBotDialog bot={bot} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

function Start({ bot: { id } }: { readonly bot: BotView }) {
  const { mutate, isPending, error } = useAct(startBot, [getBot, listBots, getShadowReport])
  return (
    <>
      <Button
        tone="primary"
        title="It trades on the bars that close from now on."
        disabled={isPending}
        onClick={() => mutate({ botId: id })}
      >
        Start on paper
      </Button>
      <Problem error={error} />
    </>
  )
}

/** While the closing was not carried out, it can be taken back. */
function KeepAfterAll({ bot: { id } }: { readonly bot: BotView }) {
  const { mutate, isPending, error } = useAct(stopBot, [getBot, listBots])
  return (
    <>
      <Button disabled={isPending} onClick={() => mutate({ botId: id, position: 'keep' })}>
        Keep what it holds
      </Button>
      <Problem error={error} />
    </>
  )
}
