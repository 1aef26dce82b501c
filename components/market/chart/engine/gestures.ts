import {
  type Drawing,
  type DrawingKind,
  type DrawingPart,
  movedDrawing,
  POINTS_OF,
} from '../drawings.ts'
import { distance } from '../hit-test.ts'
import type { Place } from './chart-space.ts'
import type { Gesture, Pointed } from './pointer.ts'

/** A press that moves less than this is a click. */
const CLICK_PX = 4

type Places = { placeAt(pointed: Pointed): Place | null }

/** Draws a new thing: by a click for each point, or from press to release. */
export function drawGesture(
  parts: Places & {
    readonly kind: DrawingKind
    readonly id: string
    /** The first point, when it was clicked before. */
    readonly first: Place | null
    show(drawing: Drawing | null): void
    done(drawing: Drawing): void
    /** The first point is set; the second comes with the next press. */
    waits(first: Place): void
  },
  pressed: Pointed,
): Gesture {
  const start = parts.first ?? parts.placeAt(pressed)
  const drawingTo = (place: Place | null): Drawing | null => {
    if (start === null || place === null) return null
    const ends = POINTS_OF[parts.kind] === 1 ? [place] : [start, place]
    const points = ends.map(({ at, price }) => ({ at, price }))
    return { id: parts.id, kind: parts.kind, points, isLocked: false }
  }
  const show = (pointed: Pointed) => parts.show(drawingTo(parts.placeAt(pointed)))
  show(pressed)
  return {
    move: show,
    end(pointed) {
      const isClick = distance(pressed, pointed) < CLICK_PX
      if (isClick && POINTS_OF[parts.kind] === 2 && parts.first === null) {
        if (start !== null) parts.waits(start)
        return
      }
      const drawing = drawingTo(parts.placeAt(pointed))
      if (drawing === null) parts.show(null)
      else parts.done(drawing)
    },
    cancel: () => parts.show(null),
  }
}

/** Moves a drawing, or one of its points. */
export function moveDrawingGesture(
  parts: Places & {
    readonly drawing: Drawing
    readonly part: DrawingPart
    show(drawing: Drawing): void
    done(drawing: Drawing): void
  },
  pressed: Pointed,
): Gesture {
  const start = parts.placeAt(pressed)
  const movedTo = (pointed: Pointed): Drawing => {
    const place = parts.placeAt(pointed)
    if (start === null || place === null) return parts.drawing
    const by = { ms: place.at - start.at, price: place.price - start.price }
    return movedDrawing(parts.drawing, parts.part, by)
  }
  return {
    move: (pointed) => parts.show(movedTo(pointed)),
    end(pointed) {
      const isMoved = distance(pressed, pointed) >= CLICK_PX
      parts.done(isMoved ? movedTo(pointed) : parts.drawing)
    },
    cancel: () => parts.done(parts.drawing),
  }
}

/** Follows the height of the pointer: for a price that is dragged. */
export function dragPriceGesture(
  parts: Places & {
    show(price: number): void
    done(price: number): void
    cancel(): void
  },
  pressed: Pointed,
): Gesture {
  return {
    move(pointed) {
      const place = parts.placeAt(pointed)
      if (place !== null) parts.show(place.price)
    },
    end(pointed) {
      const place = parts.placeAt(pointed)
      const isMoved = Math.abs(pressed.y - pointed.y) >= CLICK_PX
      if (place === null || !isMoved) parts.cancel()
      else parts.done(place.price)
    },
    cancel: parts.cancel,
  }
}

/** Measures from where it was pressed. */
export function measureGesture(
  parts: Places & { show(stretch: { from: Place; to: Place } | null): void },
  pressed: Pointed,
): Gesture {
  const from = parts.placeAt(pressed)
  const show = (pointed: Pointed) => {
    const to = parts.placeAt(pointed)
    if (from !== null && to !== null) parts.show({ from, to })
  }
  return { move: show, end: show, cancel: () => parts.show(null) }
}
