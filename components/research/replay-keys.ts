import type { KeyboardEvent } from 'react'
import type { Replay } from './use-replay.ts'

/** So many bars Page Up and Page Down step. */
export const PAGE_BARS = 50

const ACTS: ReadonlyMap<string, (replay: Replay) => void> = new Map([
  ['ArrowRight', ({ step }) => step(1)],
  ['ArrowLeft', ({ step }) => step(-1)],
  ['PageDown', ({ step }) => step(PAGE_BARS)],
  ['PageUp', ({ step }) => step(-PAGE_BARS)],
  ['Home', ({ go }) => go(0)],
  ['End', ({ go, slots }) => go(slots - 1)],
  [' ', ({ play, isPlaying }) => play(!isPlaying)],
] satisfies [string, (replay: Replay) => void][])

/** Does what a key asks of a replay. Choices keep their keys, and a button its space. */
export function pressReplayKey(event: KeyboardEvent<HTMLElement>, replay: Replay): void {
  const { target, key } = event
  if (target instanceof HTMLSelectElement) return
  if (key === ' ' && target instanceof HTMLButtonElement) return
  const act = ACTS.get(key)
  if (act === undefined) return
  event.preventDefault()
  act(replay)
}
