/** One of the desk's processes and what it takes to run it. */
export type ServiceSpec = {
  readonly name: 'exchange' | 'runner' | 'gateway' | 'web'
  /** Absolute path of its entry. */
  readonly script: string
  /** All that it gets: nothing else of our environment reaches it. */
  readonly env: Readonly<Record<string, string>>
  /**
   * Which environment variable tells it each port it announces. A service that is started again gets the
   * ports it had, because the others were told those.
   */
  readonly portVariables: Readonly<Record<string, string>>
  /** Answers 2xx when the service is healthy; without one, its announcement is enough. */
  readonly health: { readonly port: string; readonly path: string } | null
}

export type Ports = Readonly<Record<string, number>>

/** What a service sends over its channel, once, when it serves. */
export type ReadyMessage = { readonly type: 'ready'; readonly ports: Ports }

export function isReadyMessage(message: unknown): message is ReadyMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'ready' &&
    'ports' in message &&
    typeof message.ports === 'object'
  )
}
