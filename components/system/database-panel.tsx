import type { SystemView } from '#api/codecs/report.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { bytesText } from './bytes-text.ts'

/** Above this part of its connections a database soon refuses the next. */
const CROWDED_PERCENT = 80

/** The one place where everything is kept. */
export function DatabasePanel({ database }: { readonly database: SystemView['database'] }) {
  const { version, sizeBytes, connections, connectionsMax } = database
  const isCrowded = connections * 100 > connectionsMax * CROWDED_PERCENT
  return (
    <Panel title="Database" aside={<RunbookLink name="the-disk-is-full" />}>
      <Facts>
        <Fact label="Version">
          <span className="figure">{version}</span>
        </Fact>
        <Fact label="Size">
          <span className="figure">{bytesText(sizeBytes)}</span>
        </Fact>
        <Fact label="Connections">
          {isCrowded ? <Badge tone="attention">CROWDED</Badge> : null}
          <span className="figure">
            {connections} of {connectionsMax}
          </span>
        </Fact>
      </Facts>
    </Panel>
  )
}
