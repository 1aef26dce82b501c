/** What one press does until it is let go, or given up with Esc. */
export type Gesture = {
  move(place: Pointed): void
  end(place: Pointed): void
  cancel(): void
}

/** A place of the pointer in the chart's element. */
export type Pointed = { readonly x: number; readonly y: number; readonly isShift: boolean }

export type PointerParts = {
  /** What a press here begins; null leaves it to the chart. */
  begin(place: Pointed): Gesture | null
  /** The pointer moves without a press; null when it leaves. */
  hover(place: Pointed | null): void
  /** The chart may pan and zoom, or rests while a gesture has the pointer. */
  setChartActive(isActive: boolean): void
}

/** Gives presses on the chart to our gestures before the library sees them. */
export class PointerControl {
  readonly #element: HTMLElement
  readonly #parts: PointerParts
  readonly #stopped = new AbortController()
  #gesture: Gesture | null = null

  constructor(element: HTMLElement, parts: PointerParts) {
    this.#element = element
    this.#parts = parts
    const { signal } = this.#stopped
    const captured = { signal, capture: true }
    element.addEventListener('pointerdown', (event) => this.#down(event), captured)
    element.addEventListener('pointermove', (event) => this.#hover(event), { signal })
    addEventListener('pointermove', (event) => this.#gesture?.move(this.pointed(event)), {
      signal,
    })
    element.addEventListener('pointerleave', () => parts.hover(null), { signal })
    addEventListener('pointerup', (event) => this.#up(event), captured)
    addEventListener('pointercancel', () => this.cancel(), captured)
    addEventListener('keydown', (event) => this.#key(event), captured)
  }

  /** Gives up what is under way. */
  cancel(): void {
    const gesture = this.#gesture
    if (gesture === null) return
    this.#finish()
    gesture.cancel()
  }

  /** Begins a gesture that came from elsewhere, such as a line's label. */
  take(gesture: Gesture): void {
    this.cancel()
    this.#gesture = gesture
    this.#parts.setChartActive(false)
  }

  stop(): void {
    this.cancel()
    this.#stopped.abort()
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return
    const gesture = this.#parts.begin(this.pointed(event))
    if (gesture !== null) this.take(gesture)
  }

  #hover(event: PointerEvent): void {
    if (this.#gesture === null) this.#parts.hover(this.pointed(event))
  }

  #up(event: PointerEvent): void {
    const gesture = this.#gesture
    if (gesture === null) return
    this.#finish()
    gesture.end(this.pointed(event))
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.#gesture === null) return
    event.preventDefault()
    event.stopPropagation()
    this.cancel()
  }

  #finish(): void {
    this.#gesture = null
    this.#parts.setChartActive(true)
  }

  /** Where an event happened, in the chart's element. */
  pointed({ clientX, clientY, shiftKey }: PointerEvent): Pointed {
    const { left, top } = this.#element.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top, isShift: shiftKey }
  }
}
