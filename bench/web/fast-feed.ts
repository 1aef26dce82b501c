import type { Page } from '@playwright/test'

/** What the page's own script measures while frames arrive; all in milliseconds. */
type FeedTimes = {
  /** From a frame's arrival to the first frame drawn after what it changed on screen. */
  readonly paintMs: readonly number[]
  readonly longTaskMs: readonly number[]
  /** Every interaction's duration as the browser tells it, down to 16 ms. */
  readonly interactionMs: readonly number[]
  readonly sent: number
}

/** Shared by the two scripts that run in the page. */
type Times = {
  isFeeding: boolean
  /** When the oldest frame came that nothing was drawn of yet. */
  waitingSince: number | null
  readonly paintMs: number[]
  readonly longTaskMs: number[]
  readonly interactions: Map<number, number>
}

type Feed = {
  start(perSecond: number): void
  stop(): FeedTimes
  /** As many frames as told, as fast as the page takes them. */
  flood(count: number): Promise<number>
  isReady(): boolean
}

/** Lets the page be fed by `feedBook` and `floodBook`: to be called before the page is opened. */
export async function preparePage(page: Page): Promise<void> {
  await page.addInitScript(installTimes)
  await page.addInitScript(installFeed)
}

/** The last frame of the book that the gateway sent has come. */
export async function untilFed(page: Page): Promise<void> {
  await page.waitForFunction(() => (globalThis as unknown as { feed: Feed }).feed.isReady())
}

/**
 * Repeats the book as the gateway sent it, so many times a second, each time with other sizes and now and then
 * another best price, on the page's own socket; what the gateway sends meanwhile arrives as well.
 */
export async function feedBook(
  page: Page,
  { perSecond, during }: { readonly perSecond: number; during(): Promise<void> },
): Promise<FeedTimes> {
  await page.evaluate(
    (rate) => (globalThis as unknown as { feed: Feed }).feed.start(rate),
    perSecond,
  )
  await during()
  return page.evaluate(() => (globalThis as unknown as { feed: Feed }).feed.stop())
}

/** As fast as the page draws; returns how many frames it was really given. */
export function floodBook(page: Page, count: number): Promise<number> {
  return page.evaluate(
    (frames) => (globalThis as unknown as { feed: Feed }).feed.flood(frames),
    count,
  )
}

/** Runs in the page: what it costs to show what arrives. Everything it needs stands inside it. */
function installTimes(): void {
  /** A change that came later was not of the frame. */
  const SHOWN_MS_MAX = 1_000
  const times: Times = {
    isFeeding: false,
    waitingSince: null,
    paintMs: [],
    longTaskMs: [],
    interactions: new Map(),
  }
  Object.assign(globalThis, { times })
  const noteChange = () => {
    const since = times.waitingSince
    if (since === null || !times.isFeeding) return
    times.waitingSince = null
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        const ms = performance.now() - since
        if (ms < SHOWN_MS_MAX) times.paintMs.push(ms)
      }
      channel.port2.postMessage(null)
    })
  }
  const changes = { subtree: true, childList: true, characterData: true, attributes: true }
  new MutationObserver(noteChange).observe(document, changes)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      if (times.isFeeding) times.longTaskMs.push(duration)
    }
  }).observe({ type: 'longtask' })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      const { interactionId = 0, duration } = entry
      if (!times.isFeeding || interactionId === 0) continue
      const before = times.interactions.get(interactionId) ?? 0
      times.interactions.set(interactionId, Math.max(before, duration))
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
}

/** Runs in the page: the feed. Everything it needs stands inside it. */
function installFeed(): void {
  type Frame = { op: string; channel: string; data: { bids: string[][]; asks: string[][] } | null }
  const FLOOD_AT_ONCE = 20
  const { times } = globalThis as unknown as { times: Times }
  let socket: WebSocket | null = null
  let frame: Frame | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let turn = 0

  const hear = async (said: unknown) => {
    const text = said instanceof Blob ? await said.text() : String(said)
    if (!text.includes('"book:')) return
    const frames = [JSON.parse(text)].flat() as Frame[]
    frame =
      frames.find(
        ({ op, channel, data }) => op === 'data' && data && channel.startsWith('book:'),
      ) ?? frame
  }
  const Native = globalThis.WebSocket
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      socket = this
      this.addEventListener('message', ({ data, isTrusted }) => isTrusted && hear(data))
    }
  }
  const varied = (levels: string[][]) =>
    levels.map(([price = '0', size = '0'], row) =>
      (turn + row) % 3 === 0
        ? [price, `${size.replace(/\..*/, '')}.${1 + (turn % 8)}`]
        : [price, size],
    )
  const send = () => {
    if (frame?.data == null || socket === null) return
    turn += 1
    // Every tenth time the best bid is gone, as if it had been taken.
    const bids = varied(frame.data.bids).slice(turn % 10 === 0 ? 1 : 0)
    const data = { ...frame.data, bids, asks: varied(frame.data.asks), at: Date.now() }
    times.waitingSince ??= performance.now()
    const text = JSON.stringify([{ ...frame, isStale: false, data }])
    socket.dispatchEvent(new MessageEvent('message', { data: text }))
  }
  const feed: Feed = {
    isReady: () => frame !== null,
    start(perSecond) {
      times.isFeeding = true
      timer = setInterval(send, 1_000 / perSecond)
    },
    stop() {
      clearInterval(timer)
      times.isFeeding = false
      const { paintMs, longTaskMs, interactions } = times
      return { paintMs, longTaskMs, interactionMs: [...interactions.values()], sent: turn }
    },
    async flood(count) {
      const before = turn
      for (let done = 0; done < count; done += FLOOD_AT_ONCE) {
        for (let each = 0; each < FLOOD_AT_ONCE; each += 1) send()
        await new Promise((resume) => requestAnimationFrame(resume))
      }
      return turn - before
    },
  }
  Object.assign(globalThis, { feed })
}
