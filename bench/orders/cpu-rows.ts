import type { BenchRow } from '../report.ts'
import type { Placed } from './load.ts'

export type UsedProcessor = {
  /** Seconds of processor time, per process, and how many seconds they were measured for. */
  readonly cpu: Readonly<Record<string, number>>
  readonly seconds: number
  readonly placed: readonly Placed[]
}

/** What a process costs an order holds on any machine; its share of a core only at the rate of this one. */
export function cpuRows(name: string, { cpu, seconds, placed }: UsedProcessor): BenchRow[] {
  const orderCount = placed.reduce((sum, { orderIds }) => sum + orderIds.length, 0)
  const base = { case: name, floor: null, target: null, better: 'lower' } as const
  return Object.entries(cpu).flatMap(([process, used]): BenchRow[] => [
    {
      ...base,
      metric: `processor: ${process}`,
      unit: '% of a core',
      value: (used / seconds) * 100,
    },
    {
      ...base,
      metric: `processor: ${process}, each order`,
      unit: 'ms',
      value: (used * 1000) / orderCount,
    },
  ])
}
