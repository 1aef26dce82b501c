import type { HitRateView } from '#api/codecs/patterns.ts'

const WIDTH = 80
const HEIGHT = 8

/** Where between none and all a rate lies, and how wide its interval is; half is marked. */
export function RateLine({
  hitRate: { rate, low, high },
}: {
  readonly hitRate: Extract<HitRateView, { kind: 'known' }>
}) {
  const x = (part: number) => part * WIDTH
  return (
    <svg aria-hidden width={WIDTH} height={HEIGHT} className="shrink-0">
      <rect y={3} width={WIDTH} height={2} className="fill-line" />
      <rect x={x(low)} y={3} width={x(high - low)} height={2} className="fill-ink-soft" />
      <rect x={x(0.5)} width={1} height={HEIGHT} className="fill-line-strong" />
      <rect x={x(rate) - 1} width={2} height={HEIGHT} className="fill-ink" />
    </svg>
  )
}
