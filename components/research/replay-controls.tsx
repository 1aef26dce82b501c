import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { Replay } from './use-replay.ts'

/** What steps, plays and places a replay. */
export function ReplayControls({ replay }: { readonly replay: Replay }) {
  const range = useRef<HTMLInputElement>(null)
  // Who opens a replay steps with the keyboard at once.
  useEffect(() => range.current?.focus(), [])
  const { slot, slots, isPlaying, go, step, play } = replay
  return (
    <>
      <IconButton icon={SkipBack} label="First bar" keys="Home" onClick={() => go(0)} />
      <IconButton icon={StepBack} label="One bar back" keys="←" onClick={() => step(-1)} />
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? 'Pause' : 'Play'}
        keys="space"
        onClick={() => play(!isPlaying)}
      />
      <IconButton icon={StepForward} label="One bar on" keys="→" onClick={() => step(1)} />
      <IconButton icon={SkipForward} label="Last bar" keys="End" onClick={() => go(slots - 1)} />
      <input
        ref={range}
        type="range"
        aria-label="Bar"
        min={0}
        max={slots - 1}
        value={slot}
        onChange={({ currentTarget: { value } }) => go(Number(value))}
        className="h-8 min-w-40 flex-1 accent-ink"
      />
    </>
  )
}
