import { expect, test } from 'vitest'
import { metricsText } from './metrics-text.ts'

test('metrics are written as Prometheus reads them, labels escaped', () => {
  const text = metricsText([
    {
      name: 'md_age_seconds',
      help: 'How old\nprices are',
      type: 'gauge',
      samples: [
        { name: 'md_age_seconds', labels: { venue: 'a"b\\c\n' }, value: 1.5 },
        { name: 'md_age_seconds', labels: {}, value: 0 },
      ],
    },
    { name: 'tx_retry_total', help: 'Retries', type: 'counter', samples: [] },
  ])
  expect(text).toBe(
    [
      '# HELP md_age_seconds How old\\nprices are',
      '# TYPE md_age_seconds gauge',
      'md_age_seconds{venue="a\\"b\\\\c\\n"} 1.5',
      'md_age_seconds 0',
      '# HELP tx_retry_total Retries',
      '# TYPE tx_retry_total counter',
      '',
    ].join('\n'),
  )
})
