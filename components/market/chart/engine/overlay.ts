import type {
  AutoscaleInfo,
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  PrimitiveHoveredItem,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts'

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0]

export type Size = { readonly width: number; readonly height: number }
/** Draws in CSS pixels; the canvas is scaled to the screen's own. */
export type Painter = (context: CanvasRenderingContext2D, size: Size) => void

/** What the overlay is asked while the chart draws. */
export type OverlayParts = {
  /** One after the other, the last on top. */
  readonly painters: readonly Painter[]
  /** Painters of the price axis. */
  readonly axisPainters: readonly Painter[]
  /** Before every drawing, when scales may have moved. */
  onView(): void
  /** Prices that the scale shows besides the candles; null for none. */
  pricesInView(): { readonly from: number; readonly to: number } | null
  /** The cursor over a place; null where the overlay has nothing. */
  cursorAt(x: number, y: number): string | null
}

/** Everything of ours on the chart's canvas, above candles: attached once, drawn whenever the chart is. */
export class Overlay implements ISeriesPrimitive<Time> {
  readonly #parts: OverlayParts
  readonly #views: readonly IPrimitivePaneView[]
  readonly #axisViews: readonly IPrimitivePaneView[]
  #requestUpdate: (() => void) | null = null

  constructor(parts: OverlayParts) {
    this.#parts = parts
    this.#views = [viewOf(parts.painters)]
    this.#axisViews = [viewOf(parts.axisPainters)]
  }

  attached({ requestUpdate }: SeriesAttachedParameter<Time>): void {
    this.#requestUpdate = requestUpdate
  }

  detached(): void {
    this.#requestUpdate = null
  }

  updateAllViews(): void {
    this.#parts.onView()
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views
  }

  priceAxisPaneViews(): readonly IPrimitivePaneView[] {
    return this.#axisViews
  }

  autoscaleInfo(): AutoscaleInfo | null {
    const prices = this.#parts.pricesInView()
    return prices === null ? null : { priceRange: { minValue: prices.from, maxValue: prices.to } }
  }

  hitTest(x: number, y: number): PrimitiveHoveredItem | null {
    const cursorStyle = this.#parts.cursorAt(x, y)
    return cursorStyle === null ? null : { externalId: 'overlay', zOrder: 'top', cursorStyle }
  }

  /** Draws again with the chart's next frame. */
  redraw(): void {
    this.#requestUpdate?.()
  }
}

function viewOf(painters: readonly Painter[]): IPrimitivePaneView {
  const renderer: IPrimitivePaneRenderer = {
    draw(target: Target) {
      // biome-ignore lint/correctness/useHookAtTopLevel: the library's name, no hook
      target.useMediaCoordinateSpace(({ context, mediaSize }) => {
        for (const paint of painters) {
          context.save()
          paint(context, mediaSize)
          context.restore()
        }
      })
    },
  }
  return { zOrder: () => 'top', renderer: () => renderer }
}
