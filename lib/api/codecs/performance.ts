import * as z from 'zod'
import { assetId } from './market.ts'
import { amount } from './money.ts'
import { time } from './time.ts'

export const PERFORMANCE_RANGES = ['1d', '7d', '30d', '90d'] as const
export type PerformanceRange = (typeof PERFORMANCE_RANGES)[number]

/** A part of a whole as a decimal: 0.05 is five percent. */
const ratio = amount

/** What a scope's equity made in the time before now. */
export const performanceCodec = z.object({
  range: z.enum(PERFORMANCE_RANGES),
  currency: assetId,
  fromAt: time,
  toAt: time,
  flows: amount.nullable(),
  pnl: amount.nullable(),
  returned: ratio.nullable(),
  drawdownMax: ratio.nullable(),
  points: z
    .array(
      z.object({
        at: time,
        equity: amount.nullable(),
        netDeposits: amount.nullable(),
        drawdown: ratio.nullable(),
      }),
    )
    .readonly(),
})
export type PerformanceView = z.output<typeof performanceCodec>
