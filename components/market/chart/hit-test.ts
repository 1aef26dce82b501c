import { type DrawingKind, type DrawingPart, FIB_RATIOS } from './drawings.ts'

export type Pixel = { readonly x: number; readonly y: number }
/** A drawing as it lies on the screen now. */
export type PixelShape = { readonly kind: DrawingKind; readonly points: readonly Pixel[] }

/** What is nearer than this is hit. */
export const HIT_PX = 6
/** A point is easier to hit than a line. */
export const POINT_HIT_PX = 9

/** Which part of a shape lies under a place; null for none. */
export function hitPart(shape: PixelShape, place: Pixel): DrawingPart | null {
  const [a, b] = shape.points
  if (a === undefined) return null
  if (shape.kind === 'horizontal') return Math.abs(place.y - a.y) <= HIT_PX ? 'body' : null
  if (shape.kind === 'vertical') return Math.abs(place.x - a.x) <= HIT_PX ? 'body' : null
  if (b === undefined) return null
  if (distance(a, place) <= POINT_HIT_PX) return 0
  if (distance(b, place) <= POINT_HIT_PX) return 1
  return edgesOf(shape.kind, a, b).some(([p, q]) => distanceToSegment(place, p, q) <= HIT_PX)
    ? 'body'
    : null
}

type Edge = readonly [Pixel, Pixel]

function edgesOf(kind: DrawingKind, a: Pixel, b: Pixel): readonly Edge[] {
  if (kind === 'trend') return [[a, b]]
  if (kind === 'fib') {
    return FIB_RATIOS.map((ratio): Edge => {
      const y = a.y + (b.y - a.y) * ratio
      return [
        { x: a.x, y },
        { x: b.x, y },
      ]
    })
  }
  const [c, d] = [
    { x: b.x, y: a.y },
    { x: a.x, y: b.y },
  ]
  return [
    [a, c],
    [c, b],
    [b, d],
    [d, a],
  ]
}

export function distance(a: Pixel, b: Pixel): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** From a place to the nearest place of a segment. */
export function distanceToSegment(place: Pixel, a: Pixel, b: Pixel): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const lengthSquared = dx * dx + dy * dy
  if (lengthSquared === 0) return distance(place, a)
  const along = ((place.x - a.x) * dx + (place.y - a.y) * dy) / lengthSquared
  const t = Math.min(1, Math.max(0, along))
  return distance(place, { x: a.x + t * dx, y: a.y + t * dy })
}
