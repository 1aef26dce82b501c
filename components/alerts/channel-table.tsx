'use client'
import { listAlertChannels, testAlertChannel, updateAlertChannel } from '#api/alerts.ts'
import type { AlertChannelView } from '#api/codecs/alert.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { EditChannel } from './edit-channel.tsx'
import { rulesText } from './rules-text.ts'

const COLUMNS: readonly Column<AlertChannelView>[] = [
  {
    key: 'name',
    header: 'Channel',
    cell: ({ name, owner }) => (
      <span className="font-medium">
        {name} {owner === 'me' ? <Badge tone="faint">YOURS</Badge> : null}
      </span>
    ),
  },
  {
    key: 'target',
    header: 'Leads to',
    cell: ({ kind, url, topic }) => (
      <span className="figure wrap-anywhere text-ink-soft">
        {kind === 'ntfy' ? `NTFY ${topic} at ${url}` : `Webhook ${url}`}
      </span>
    ),
  },
  { key: 'rules', header: 'Is told', cell: rulesText },
  {
    key: 'state',
    header: 'State',
    cell: ({ isEnabled }) => (
      <Badge tone={isEnabled ? 'plain' : 'attention'}>{isEnabled ? 'ON' : 'MUTED'}</Badge>
    ),
  },
  {
    key: 'acts',
    header: 'Acts',
    isNumber: true,
    cell: (channel) => <ChannelActs channel={channel} />,
  },
]

/** The firm's channels and one's own. */
export function ChannelTable({ channels }: { readonly channels: readonly AlertChannelView[] }) {
  return <Table label="Channels" columns={COLUMNS} rows={channels} rowKey={({ id }) => id} />
}

const CHANGED = [listAlertChannels]

function ChannelActs({ channel }: { readonly channel: AlertChannelView }) {
  const { id, name, isEnabled, owner } = channel
  const mayOwn = useMay('alerts:write')
  const mayForFirm = useMay('people:write')
  const test = useAct(testAlertChannel, CHANGED)
  const update = useAct(updateAlertChannel, CHANGED)
  if (owner === 'firm' ? !mayForFirm : !mayOwn) return null
  const isBusy = test.isPending || update.isPending
  return (
    <div className="flex flex-wrap items-center justify-end gap-1 sm:flex-nowrap">
      <Problem error={test.error ?? update.error} />
      <Button
        tone="quiet"
        disabled={isBusy}
        onClick={() => test.mutate({ channelId: id })}
        aria-label={`Send a test to ${name}`}
      >
        {test.isSuccess ? 'Test is on its way' : 'Test'}
      </Button>
      <Button
        tone="quiet"
        disabled={isBusy}
        onClick={() => update.mutate({ channelId: id, isEnabled: !isEnabled })}
        aria-label={`${isEnabled ? 'Mute' : 'Enable'} ${name}`}
      >
        {isEnabled ? 'Mute' : 'Enable'}
      </Button>
      <EditChannel channel={channel} />
    </div>
  )
}
