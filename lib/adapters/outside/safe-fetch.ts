import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { SECOND_MS } from '#core/time/time.ts'
import type { Outside, OutsideAnswer } from '#ports/outside.ts'
import {
  OUTSIDE_PORTS,
  type PinnedAddress,
  type PinnedTarget,
  pinnedTarget,
  type Resolve,
  type TargetRules,
} from './pinned-target.ts'

/** From the first byte sent to the last received. */
export const OUTSIDE_TIMEOUT_MS = 5 * SECOND_MS
export const OUTSIDE_ANSWER_BYTES_MAX = 256 * 1024

/**
 * Posts to addresses that people typed. A host is resolved once, checked, and connected to at the very address
 * that was checked: a name that points elsewhere a moment later changes nothing. Redirects are answers.
 */
export function safeFetch(
  rules: Partial<TargetRules> & Pick<TargetRules, 'allowed'>,
  timeoutMs: number = OUTSIDE_TIMEOUT_MS,
): Outside {
  const all: TargetRules = { ports: OUTSIDE_PORTS, resolve: resolveOnce, ...rules }
  return {
    async requireAllowed(url) {
      await Promise.race([pinnedTarget(url, all), aborted(AbortSignal.timeout(timeoutMs))])
    },
    async post({ url, headers, body }) {
      const signal = AbortSignal.timeout(timeoutMs)
      const target = await Promise.race([pinnedTarget(url, all), aborted(signal)])
      return postTo(target, { headers, body, signal })
    },
  }
}

type Posting = {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

async function postTo(target: PinnedTarget, posting: Posting): Promise<OutsideAnswer> {
  const agent = new Agent({
    connect: { lookup: lookupOf(target.addresses) },
    maxResponseSize: OUTSIDE_ANSWER_BYTES_MAX,
  })
  try {
    const answer = await request(target.url, { ...posting, method: 'POST', dispatcher: agent })
    return { status: answer.statusCode, text: await answer.body.text() }
  } finally {
    await agent.destroy()
  }
}

/** The system's resolver cannot be told to stop; it can be left waiting. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Answers every question about the host with the addresses that were checked. */
function lookupOf(addresses: readonly PinnedAddress[]): LookupFunction {
  const [first] = addresses
  return (_host, options, callback) => {
    if (options.all === true) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family)
  }
}

const resolveOnce: Resolve = async (host) => {
  const found = await lookup(host, { all: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}
