import type { FillView } from '#api/codecs/fill.ts'
import type { Drawing, DrawingKind } from '../drawings.ts'
import type { ChartSpace, Place } from './chart-space.ts'
import { dragPriceGesture, drawGesture, measureGesture, moveDrawingGesture } from './gestures.ts'
import type { OverlayScene, SceneLine } from './overlay-scene.ts'
import type { Stretch } from './paint-measure.ts'
import { type Gesture, type Pointed, PointerControl } from './pointer.ts'

/** What the next press does instead of panning. */
export type Tool = DrawingKind | 'measure'

export type InputListener = {
  /** A new drawing, or one that was moved. */
  onDrawing(drawing: Drawing): void
  onSelect(drawingId: string | null): void
  /** The tool has done its work or was given up. */
  onToolDone(): void
  onMeasure(stretch: Stretch | null): void
  /** Fills under the pointer, and where. */
  onFills(hovered: { fills: readonly FillView[]; x: number; y: number } | null): void
  /** A line is dragged to a price; `isDone` when it is let go. Null when it was given up. */
  onLineDrag(key: string, drag: { readonly price: number; readonly isDone: boolean } | null): void
}

type InputParts = {
  readonly scene: OverlayScene
  readonly space: ChartSpace
  readonly listener: InputListener
  redraw(): void
  setChartActive(isActive: boolean): void
}

/** Turns presses on the candles' pane into drawings, measures and dragged lines. */
export class ChartInput {
  readonly #parts: InputParts
  readonly #pointer: PointerControl
  #tool: Tool | null = null
  #first: Place | null = null
  /** Where the pointer is over the candles. */
  #pointed: Place | null = null

  constructor(element: HTMLElement, parts: InputParts) {
    this.#parts = parts
    this.#pointer = new PointerControl(element, {
      begin: (pointed) => this.#begin(pointed),
      hover: (pointed) => this.#hover(pointed),
      setChartActive: parts.setChartActive,
    })
  }

  /** Where the pointer is, in time and price; null when it is elsewhere. */
  get pointed(): Place | null {
    return this.#pointed
  }

  setTool(tool: Tool | null): void {
    if (tool === this.#tool) return
    this.#pointer.cancel()
    this.#tool = tool
    this.#first = null
    this.#show(null)
  }

  /** Begins to drag a line from its label. */
  dragLineFrom(line: SceneLine, event: PointerEvent): void {
    this.#pointer.take(this.#lineGesture(line, this.#pointer.pointed(event)))
  }

  /** Sets a point of the tool's drawing without a pointer: one makes a line, two make what has two. */
  setPoint(place: Place): void {
    if (this.#tool === null || this.#tool === 'measure') return
    const gesture = this.#drawGesture(this.#tool, { ...place, isShift: false }, place)
    gesture.end({ ...place, isShift: false })
  }

  /** Takes the measure away. */
  clearMeasure(): void {
    this.#measured(null)
  }

  /** Marks a drawing as the one that is acted on. */
  select(drawingId: string | null): void {
    const { scene, listener, redraw } = this.#parts
    if (drawingId === scene.selectedId) return
    scene.selectedId = drawingId
    listener.onSelect(drawingId)
    redraw()
  }

  stop(): void {
    this.#pointer.stop()
  }

  #begin(pointed: Pointed): Gesture | null {
    const { scene, space, listener } = this.#parts
    const { width, height } = space.size
    if (pointed.x > width || pointed.y > height) return null
    this.#measured(null)
    listener.onFills(null)
    if (this.#tool === 'measure' || (this.#tool === null && pointed.isShift)) {
      return this.#measureGesture(pointed)
    }
    if (this.#tool !== null) return this.#drawGesture(this.#tool, pointed)
    const line = scene.lineAt(pointed.y)
    if (line !== null) return this.#lineGesture(line, pointed)
    const hit = scene.drawingAt(pointed.x, pointed.y)
    this.select(hit?.drawing.id ?? null)
    if (hit === null || hit.drawing.isLocked) return null
    return moveDrawingGesture(
      {
        ...hit,
        placeAt: this.#placeAt,
        show: (drawing) => this.#show(drawing),
        done: (drawing) => {
          this.#show(null)
          if (drawing !== hit.drawing) listener.onDrawing(drawing)
        },
      },
      pointed,
    )
  }

  #drawGesture(kind: DrawingKind, pointed: Pointed, told?: Place): Gesture {
    const { listener } = this.#parts
    return drawGesture(
      {
        kind,
        id: crypto.randomUUID(),
        first: this.#first,
        placeAt: told === undefined ? this.#placeAt : () => told,
        show: (drawing) => {
          this.#show(drawing)
          if (drawing === null) this.#finishTool()
        },
        waits: (first) => {
          this.#first = first
        },
        done: (drawing) => {
          this.#show(null)
          listener.onDrawing(drawing)
          this.select(drawing.id)
          this.#finishTool()
        },
      },
      pointed,
    )
  }

  #measureGesture(pointed: Pointed): Gesture {
    const gesture = measureGesture(
      { placeAt: this.#placeAt, show: (stretch) => this.#measured(stretch) },
      pointed,
    )
    return {
      ...gesture,
      end: (end) => {
        gesture.end(end)
        if (this.#tool !== null) this.#finishTool()
      },
    }
  }

  #lineGesture(line: SceneLine, pointed: Pointed): Gesture {
    const { listener } = this.#parts
    return dragPriceGesture(
      {
        placeAt: this.#placeAt,
        show: (price) => listener.onLineDrag(line.key, { price, isDone: false }),
        done: (price) => listener.onLineDrag(line.key, { price, isDone: true }),
        cancel: () => listener.onLineDrag(line.key, null),
      },
      pointed,
    )
  }

  #hover(pointed: Pointed | null): void {
    const { scene, space, listener } = this.#parts
    const { width, height } = space.size
    const isOver = pointed !== null && pointed.x <= width && pointed.y <= height
    this.#pointed = isOver ? this.#placeAt(pointed) : null
    const first = this.#first
    if (
      first !== null &&
      this.#pointed !== null &&
      this.#tool !== null &&
      this.#tool !== 'measure'
    ) {
      const points = [first, this.#pointed].map(({ at, price }) => ({ at, price }))
      this.#show({ id: 'preview', kind: this.#tool, points, isLocked: false })
      return
    }
    const placed = isOver ? scene.markAt(pointed.x, pointed.y) : null
    listener.onFills(placed === null ? null : { ...placed, fills: placed.mark.fills })
  }

  #finishTool(): void {
    this.#first = null
    this.#parts.listener.onToolDone()
  }

  #measured(stretch: Stretch | null): void {
    if (stretch === null && this.#parts.scene.stretch === null) return
    this.#parts.scene.stretch = stretch
    this.#parts.listener.onMeasure(stretch)
    this.#parts.redraw()
  }

  #show(drawing: Drawing | null): void {
    if (drawing === null && this.#parts.scene.preview === null) return
    this.#parts.scene.preview = drawing
    this.#parts.redraw()
  }

  readonly #placeAt = ({ x, y }: Pointed): Place | null => this.#parts.space.placeAt(x, y)
}
