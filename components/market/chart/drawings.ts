import * as z from 'zod'

export const DRAWING_KINDS = ['horizontal', 'vertical', 'trend', 'rectangle', 'fib'] as const
export type DrawingKind = (typeof DRAWING_KINDS)[number]

/** How many points a kind is drawn with. */
export const POINTS_OF: Readonly<Record<DrawingKind, 1 | 2>> = {
  horizontal: 1,
  vertical: 1,
  trend: 2,
  rectangle: 2,
  fib: 2,
}

/** As many as a preference holds (16 kB) with room for the indicators. */
export const DRAWINGS_MAX = 80
export const FIB_RATIOS = [0, 0.236, 0.382, 0.5, 0.618, 0.786, 1] as const

const ID_LENGTH_MAX = 40

/** A drawing is bound to time and price, not to pixels or candles: it stays in place on every timeframe. */
const drawingPoint = z.object({ at: z.int(), price: z.number().positive() })
export type DrawingPoint = z.output<typeof drawingPoint>

export const drawingSchema = z
  .object({
    id: z.string().min(1).max(ID_LENGTH_MAX),
    kind: z.enum(DRAWING_KINDS),
    points: z.array(drawingPoint).min(1).max(2).readonly(),
    isLocked: z.boolean().default(false),
  })
  .refine(({ kind, points }) => points.length === POINTS_OF[kind], {
    message: 'expected as many points as the kind has',
    path: ['points'],
  })
export type Drawing = z.output<typeof drawingSchema>

/** Drawings as they were kept; one that is not understood is left out, and takes no other with it. */
export const drawingsSchema = z.array(z.unknown()).transform((kept): readonly Drawing[] =>
  kept
    .flatMap((each) => {
      const drawing = drawingSchema.safeParse(each)
      return drawing.success ? [drawing.data] : []
    })
    .slice(0, DRAWINGS_MAX),
)

export type DrawingPart = 'body' | 0 | 1

/** The drawing after one of its points, or all of it, moved by a time and a price. Prices stay above zero. */
export function movedDrawing(
  drawing: Drawing,
  part: DrawingPart,
  by: { readonly ms: number; readonly price: number },
): Drawing {
  const points = drawing.points.map((point, index) => {
    if (part !== 'body' && part !== index) return point
    const price = point.price + by.price
    return { at: Math.round(point.at + by.ms), price: price > 0 ? price : point.price }
  })
  return { ...drawing, points }
}

/** A drawing in words, for who does not see it. */
export function drawingName(kind: DrawingKind): string {
  return NAMES[kind]
}

const NAMES: Readonly<Record<DrawingKind, string>> = {
  horizontal: 'Horizontal line',
  vertical: 'Vertical line',
  trend: 'Trend line',
  rectangle: 'Rectangle',
  fib: 'Fibonacci levels',
}
