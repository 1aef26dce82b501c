'use client'
import type { ReactNode } from 'react'
import type { SystemView } from '#api/codecs/report.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { Age } from '#components/ui/time.tsx'

type Safety = SystemView['safety']

/** What waits for a word, an attempt or a hand. */
export function SafetyPanel({ safety }: { readonly safety: Safety }) {
  return (
    <Panel
      title="What waits"
      aside={<PlaceLink href="/admin/settings">Alerts and channels</PlaceLink>}
    >
      <Facts>
        <Fact label="Alerts that stand">
          <Count count={safety.alertsStanding} word="STANDING" />
        </Fact>
        <Fact label="Orders on their way or in doubt">
          <Count count={safety.ordersInDoubt} />
          {safety.oldestSentAt === null ? null : <Since at={safety.oldestSentAt} />}
        </Fact>
        <Fact label="Orders quarantined">
          <Count count={safety.ordersQuarantined} word="DECIDE">
            <RunbookLink name="an-order-is-quarantined" />
          </Count>
        </Fact>
        <Fact label="Messages to send">
          <Count count={safety.messagesWaiting} />
          {safety.oldestDueAt === null ? null : <Since at={safety.oldestDueAt} />}
        </Fact>
        <Fact label="Messages that did not arrive">
          <Count count={safety.messagesDead} word="DEAD">
            <RunbookLink name="alerts-do-not-arrive" />
          </Count>
        </Fact>
        <Backups safety={safety} />
      </Facts>
    </Panel>
  )
}

function Backups({ safety }: { readonly safety: Safety }) {
  const { backedUpAt, backupVerifiedAt, backupFailure } = safety
  return (
    <>
      <Fact label="Newest backup">
        {backedUpAt === null ? (
          <>
            <Badge tone="attention">NONE</Badge>
            <code className="figure break-words">npm run truebook -- backup</code>
          </>
        ) : (
          <Age at={backedUpAt} />
        )}
        {backupFailure === null ? null : (
          <Badge tone="stop" title={backupFailure}>
            LAST FAILED
          </Badge>
        )}
      </Fact>
      <Fact label="Restored as a test">
        {backupVerifiedAt === null ? (
          <Badge tone="attention">NEVER</Badge>
        ) : (
          <Age at={backupVerifiedAt} />
        )}
        <RunbookLink name="after-a-restore" />
      </Fact>
    </>
  )
}

function Count({
  count,
  word,
  children,
}: {
  readonly count: number
  /** Said beside a number that should be zero. */
  readonly word?: string
  readonly children?: ReactNode
}) {
  return (
    <>
      {count > 0 && word !== undefined ? <Badge tone="stop">{word}</Badge> : null}
      <span className="figure">{count}</span>
      {count > 0 ? children : null}
    </>
  )
}

function Since({ at }: { readonly at: Parameters<typeof Age>[0]['at'] }) {
  return (
    <span className="text-ink-faint">
      oldest <Age at={at} />
    </span>
  )
}
