import { toIso, unixMsOf } from '#core/time/time.ts'
import type { ChartColors } from './chart-colors.ts'

const BAND_PX = 28
const FONT_PX = 13
const PADDING_PX = 10

export type PictureWords = {
  readonly market: string
  readonly timeframe: string
  /** 'PAPER'; empty for real money. */
  readonly mode: string
}

/** The chart as it is seen, under a band that says what it is, when, and whether the money is real. */
export function pictureOf(
  chart: HTMLCanvasElement,
  { words, colors, at }: { words: PictureWords; colors: ChartColors; at: number },
): HTMLCanvasElement {
  const scale = devicePixelRatio
  const canvas = document.createElement('canvas')
  canvas.width = chart.width
  canvas.height = chart.height + BAND_PX * scale
  const context = canvas.getContext('2d')
  if (context === null) return canvas
  context.fillStyle = colors.panel
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(chart, 0, BAND_PX * scale)
  context.scale(scale, scale)
  context.fillStyle = colors.ink
  context.font = `${FONT_PX}px ${colors.figureFont}`
  context.textBaseline = 'middle'
  context.fillText(pictureText(words, at), PADDING_PX, BAND_PX / 2)
  return canvas
}

/** 'BTC-USDT sim · 1m · 2026-11-21 12:03:05 UTC · PAPER' */
export function pictureText({ market, timeframe, mode }: PictureWords, at: number): string {
  const time = `${toIso(unixMsOf(at)).slice(0, 19).replace('T', ' ')} UTC`
  return [market, timeframe, time, mode].filter((part) => part !== '').join(' · ')
}

/** Gives the picture to the browser as a file. */
export async function downloadPicture(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) return
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
