'use client'
import { useQuery } from '@tanstack/react-query'
import { getBot, getShadowReport, listBots, startBot, stopBot } from '#api/bots.ts'
import type { BotView } from '#api/codecs/bot.ts'
import { botQuery } from '#browser/queries/bots.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount, Money } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { Time } from '#components/ui/time.tsx'
import { BotState } from './bot-state.tsx'
import { BOTS_ASK_MS, parametersText } from './bot-words.ts'
import { ShadowPanel } from './shadow-panel.tsx'

/** One bot: what it runs, whether it does, what it holds, and its trades beside a backtest's. */
export function BotPage({ botId }: { readonly botId: string }) {
  const query = useQuery({ ...botQuery(botId), refetchInterval: BOTS_ASK_MS })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Bot</h1>
      <Loaded query={query} what="The bot" rows={8}>
        {(bot) => (
          <>
            <BotPanel bot={bot} />
            <ShadowPanel bot={bot} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function BotPanel({ bot }: { readonly bot: BotView }) {
  return (
    <Panel
      title={bot.name}
      aside={
        <div className="flex flex-wrap items-center gap-3">
          <BotState bot={bot} />
          <StartOrStop bot={bot} />
        </div>
      }
    >
      {bot.failure === null ? null : (
        <p role="alert" className="px-3 py-2 text-stop">
          {bot.failure}
        </p>
      )}
      <Facts>
        <Fact label="Market">
          <InstrumentLink instrumentId={bot.instrumentId} /> {bot.timeframe}
        </Fact>
        <Fact label="Strategy">
          {bot.strategy} <span className="text-ink-soft">{parametersText(bot)}</span>
        </Fact>
        <Fact label="Account">{bot.accountName}, paper</Fact>
        <Fact label="Was given">
          <Money value={bot.cash} />
        </Fact>
        <Fact label="Buys">
          <Amount value={bot.quantity} />
        </Fact>
        <Fact label="Holds">
          <Amount value={bot.position} />
        </Fact>
        <Fact label="Started">
          <Time at={bot.startedAt} />
        </Fact>
        <Fact label="Newest bar">
          <Time at={bot.lastBarAt} />
        </Fact>
      </Facts>
    </Panel>
  )
}

const READ_AGAIN = [getBot, listBots, getShadowReport]

/** A stopped bot keeps what it holds: the button says so. */
function StartOrStop({ bot: { id, state } }: { readonly bot: BotView }) {
  const start = useAct(startBot, READ_AGAIN)
  const stop = useAct(stopBot, READ_AGAIN)
  if (!useMay('bots:run')) return null
  return state === 'RUNNING' ? (
    <>
      <Button
        title="It places nothing more. What it holds stays in its book, for you to close."
        disabled={stop.isPending}
        onClick={() => stop.mutate({ botId: id })}
      >
        Stop
      </Button>
      <Problem error={stop.error} />
    </>
  ) : (
    <>
      <Button
        tone="primary"
        title="It trades on the bars that close from now on."
        disabled={start.isPending}
        onClick={() => start.mutate({ botId: id })}
      >
        Start on paper
      </Button>
      <Problem error={start.error} />
    </>
  )
}
