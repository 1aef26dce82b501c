import type { ReactNode } from 'react'
import type { SystemView } from '#api/codecs/report.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { bytesText } from './bytes-text.ts'

/** Above this part of its connections a database soon refuses the next. */
const CROWDED_PERCENT = 80

/** The one place where everything is kept. */
export function DatabasePanel({ database }: { readonly database: SystemView['database'] }) {
  const { version, sizeBytes, connections, connectionsMax } = database
  const isCrowded = connections * 100 > connectionsMax * CROWDED_PERCENT
  return (
    <Panel title="Database">
      <dl>
        <Line label="Version">{version}</Line>
        <Line label="Size">{bytesText(sizeBytes)}</Line>
        <Line label="Connections">
          {isCrowded ? <Badge tone="attention">CROWDED</Badge> : null} {connections} of{' '}
          {connectionsMax}
        </Line>
      </dl>
    </Panel>
  )
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-4 border-b border-line px-3 last:border-0">
      <dt className="text-ink-faint">{label}</dt>
      <dd className="figure text-right">{children}</dd>
    </div>
  )
}
