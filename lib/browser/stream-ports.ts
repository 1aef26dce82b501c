/** What the stream needs of the browser, so that its tests can play the network and the clock. */
export type StreamPorts = {
  openSocket(on: SocketEvents): StreamSocket
  /** A pass that is good once. Rejects with CallError. */
  takeTicket(): Promise<string>
  /** Milliseconds that never jump back. */
  now(): number
  /** Runs `work` after `ms`; what it returns keeps it from running. */
  after(ms: number, work: () => void): () => void
  /** Uniform in [0, 1). */
  fraction(): number
}

export type SocketEvents = {
  opened(): void
  said(data: unknown): void
  closed(): void
}

export type StreamSocket = {
  send(text: string): void
  close(): void
}

/** The stream of the page's own desk, by the browser's means. */
export function browserPorts(takeTicket: () => Promise<string>): StreamPorts {
  return {
    takeTicket,
    openSocket(on) {
      const socket = new WebSocket(new URL('/stream', location.href.replace(/^http/, 'ws')))
      socket.onopen = () => on.opened()
      socket.onmessage = ({ data }) => on.said(data)
      socket.onclose = () => on.closed()
      return socket
    },
    now: () => performance.now(),
    after(ms, work) {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    fraction: Math.random,
  }
}
