'use client'
import { listDeadDeliveries, redeliver } from '#api/alerts.ts'
import type { AlertDeliveryView } from '#api/codecs/alert.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { ALERT_KINDS } from '#core/alerts/alert-kinds.ts'

/** What did not arrive in a day, and why. */
export function DeadLetterTable({
  deliveries,
}: {
  readonly deliveries: readonly AlertDeliveryView[]
}) {
  const { mutate, isPending, error } = useAct(redeliver, [listDeadDeliveries])
  const columns: readonly Column<AlertDeliveryView>[] = [
    { key: 'made', header: 'Made, UTC', cell: ({ createdAt }) => <Time at={createdAt} /> },
    { key: 'channel', header: 'Channel', cell: ({ channelName }) => channelName },
    { key: 'what', header: 'What', cell: ({ events }) => eventsText(events) },
    {
      key: 'error',
      header: 'Last answer',
      cell: ({ lastError }) => <span className="text-ink-soft">{lastError}</span>,
    },
    {
      key: 'attempts',
      header: 'Attempts',
      isNumber: true,
      cell: ({ attempts }) => <span className="figure">{attempts}</span>,
    },
    {
      key: 'acts',
      header: 'Change',
      isNumber: true,
      cell: ({ id }) => (
        <Button tone="quiet" disabled={isPending} onClick={() => mutate({ deliveryId: id })}>
          Send again
        </Button>
      ),
    },
  ]
  return (
    <>
      <Problem error={error} />
      <Table label="Dead letters" columns={columns} rows={deliveries} rowKey={({ id }) => id} />
    </>
  )
}

function eventsText(events: AlertDeliveryView['events']): string {
  const [first] = events
  if (first === undefined) return ''
  const title = 'signalId' in first ? 'A signal' : ALERT_KINDS[first.kind].title
  return events.length === 1 ? title : `${title} and ${events.length - 1} more`
}
