'use client'
import { useQuery } from '@tanstack/react-query'
import type { BotView, ShadowReportView } from '#api/codecs/bot.ts'
import { shadowReportQuery } from '#browser/queries/bots.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { BOTS_ASK_MS, CAUSE_WORDS, comparedText } from './bot-words.ts'
import { ShadowTable } from './shadow-table.tsx'

/** The bot's trades beside those of a backtest of the same hours, and what each cause of difference cost. */
export function ShadowPanel({ bot }: { readonly bot: BotView }) {
  const query = useQuery({
    ...shadowReportQuery(bot.id),
    refetchInterval: bot.state === 'RUNNING' ? BOTS_ASK_MS : false,
  })
  return (
    <Panel title="Trades beside a backtest of the same hours">
      <Loaded query={query} what="The shadow report" rows={6}>
        {(report) =>
          report.toAt === null ? (
            <EmptyFace text="Nothing to compare yet: the bot has not decided on a bar." />
          ) : (
            <Compared report={report} />
          )
        }
      </Loaded>
    </Panel>
  )
}

function Compared({ report }: { readonly report: ShadowReportView }) {
  const { bars, trades, causes, assumptions } = report
  return (
    <>
      <Facts>
        <Fact label="Bars compared">{bars}</Fact>
        <Fact label="Trades">{trades.length}</Fact>
        {causes.map(({ cause, count, cost }) => (
          <Fact key={cause} label={CAUSE_WORDS[cause]}>
            <span className="figure">{comparedText(cost)}</span>
            <span className="text-ink-faint"> lost in {count}</span>
          </Fact>
        ))}
      </Facts>
      {trades.length === 0 ? (
        <EmptyFace text="Neither the bot nor the backtest has traded." />
      ) : (
        <ShadowTable trades={trades} />
      )}
      <p className="px-3 py-2 text-label text-ink-faint">{assumptions.join('. ')}.</p>
    </>
  )
}
