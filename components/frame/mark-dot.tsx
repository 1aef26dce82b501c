import { classNames } from '#components/ui/class-names.ts'
import type { PlaceMark } from './place-marks.ts'

/** A place needs a person. A stop is square, an attention round: the shape tells them apart without colour. */
export function MarkDot({ tone }: Pick<PlaceMark, 'tone'>) {
  return (
    <span
      aria-hidden
      data-mark={tone}
      className={classNames(
        'absolute -top-1 -right-1.5 size-2 border border-panel',
        tone === 'stop' ? 'bg-stop' : 'rounded-full bg-attention',
      )}
    />
  )
}
