import * as z from 'zod'

export const SIDES = ['ladder', 'book', 'tape', 'depth', 'none'] as const
export type Side = (typeof SIDES)[number]

export const SIDE_WIDTH = { min: 280, max: 560, first: 348 } as const
export const TICKET_WIDTH = { min: 264, max: 440, first: 300 } as const

/** How a person has the market page: kept as the preference `layout.market`. */
export const layoutSchema = z.object({
  side: z.enum(SIDES),
  sideWidth: z.int().min(SIDE_WIDTH.min).max(SIDE_WIDTH.max),
  ticketWidth: z.int().min(TICKET_WIDTH.min).max(TICKET_WIDTH.max),
})
export type MarketLayout = z.output<typeof layoutSchema>

export const LAYOUT: MarketLayout = {
  side: 'ladder',
  sideWidth: SIDE_WIDTH.first,
  ticketWidth: TICKET_WIDTH.first,
}
