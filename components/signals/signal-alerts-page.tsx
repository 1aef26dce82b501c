'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { alertChannelsQuery, signalRulesQuery } from '#browser/queries/alerts.ts'
import { useMay } from '#browser/use-may.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SignalRuleForm } from './signal-rule-form.tsx'
import { SignalRulesTable } from './signal-rules-table.tsx'
import { SignalsTabs } from './signals-tabs.tsx'

/** Of which signals the person is told, through their own channels. */
export function SignalAlertsPage() {
  const rules = useQuery(signalRulesQuery())
  const mayAsk = useMay('alerts:write')
  return (
    <>
      <h1 className="sr-only">Alerts of signals</h1>
      <Panel title="Signals that you are told of" aside={<SignalsTabs />}>
        <WhereTold />
        <Loaded query={rules} what="Rules" rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="You are told of no signals." />
            ) : (
              <SignalRulesTable rules={items} />
            )
          }
        </Loaded>
        {mayAsk ? <SignalRuleForm /> : null}
        <p className="border-t border-line px-3 py-1.5 text-label text-ink-faint">
          You are told of each signal once, as a ticket, when its candle has closed: quiet hours and
          digests of your channels hold, and a channel for pages only is silent. More than five at
          once are one message. A signal that is an hour old is not told any more.
        </p>
      </Panel>
    </>
  )
}

/** Who has no channel of their own is told nothing, and must know. */
function WhereTold() {
  const { data } = useQuery(alertChannelsQuery())
  if (data === undefined) return null
  const own = data.items.filter(({ owner, isEnabled }) => owner === 'me' && isEnabled)
  const hearing = own.filter(({ severityMin }) => severityMin === 'ticket')
  const channels = (
    <Link href="/desk/alerts" prefetch={false} className="underline underline-offset-2">
      channels
    </Link>
  )
  if (hearing.length > 0) {
    return (
      <p className="border-b border-line px-3 py-1.5 text-label text-ink-soft">
        Told through {hearing.map(({ name }) => name).join(', ')}, of your {channels}.
      </p>
    )
  }
  return (
    <p role="status" className="bg-attention-paper px-3 py-1.5 text-label text-attention">
      {own.length === 0 ? 'You have no channel of your own yet' : 'Your channels hear pages only'}:
      nothing reaches you until you add one that hears tickets under your {channels}.
    </p>
  )
}
