import type { MetricView } from '#api/codecs/research.ts'
import { Labelled } from '#components/ui/labelled.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { metricText, numberText } from './research-words.ts'

/** Every figure with how it is calculated; where there is none, why. */
export function MetricsPanel({ metrics }: { readonly metrics: readonly MetricView[] }) {
  return (
    <Panel title="Figures">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 px-3 py-2 sm:grid-cols-4 lg:grid-cols-6">
        {metrics.map((metric) => (
          <Labelled key={metric.name} label={metric.title}>
            <Value metric={metric} />
          </Labelled>
        ))}
      </dl>
      <details className="border-t border-line">
        <summary className="px-3 py-1.5 text-label text-ink-faint">How they are calculated</summary>
        <dl className="px-3 pb-2">
          {metrics.map(({ name, title, definition }) => (
            <div key={name} className="py-1">
              <dt className="font-medium">{title}</dt>
              <dd className="text-ink-soft">{definition}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Panel>
  )
}

function Value({ metric }: { readonly metric: MetricView }) {
  const { reason, standardError, definition } = metric
  const text = metricText(metric)
  if (text === null) {
    return (
      <span className="text-ink-faint" title={definition}>
        n/a: {reason}
      </span>
    )
  }
  return (
    <span className="figure" title={definition}>
      {text}
      {standardError === null ? null : (
        <span className="text-ink-faint"> ± {numberText(standardError)}</span>
      )}
    </span>
  )
}
