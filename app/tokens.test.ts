import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** WCAG 2.2, 1.4.3: text of any size that we use. */
const TEXT_CONTRAST_MIN = 4.5
/** WCAG 2.2, 1.4.11: shapes that tell something apart. */
const SHAPE_CONTRAST_MIN = 3

const INKS = ['ink', 'ink-soft', 'ink-faint', 'proof', 'green', 'red', 'attention', 'stop']
const PAPERS = ['paper', 'panel', 'raised', 'selected']
/** Inks on papers of their own. */
const PAIRS = [
  ['attention', 'attention-paper'],
  ['ink', 'attention-paper'],
  ['stop', 'stop-paper'],
  ['ink', 'stop-paper'],
  ['ink-soft', 'stop-paper'],
  ['mode-paper', 'paper'],
  ['mode-paper', 'panel'],
  ['mode-paper', 'raised'],
  ['mode-paper', 'mode-paper-paper'],
  ['ink', 'mode-paper-paper'],
  ['ink-soft', 'mode-paper-paper'],
  ['paper', 'ink'],
  ['ink', 'tint'],
  ['green', 'tint'],
  ['red', 'tint'],
] as const
const SHAPES = [
  ...Array.from({ length: 8 }, (_, mark) => `stripe-${mark}`),
  'fill-buy',
  'fill-sell',
  'proof',
]

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const [dark, light, systemLight] = ['dark', 'light', 'system'].map(blockOf) as [Block, Block, Block]

type Block = ReadonlyMap<string, string>

test('the system’s light theme is the light theme', () => {
  expect([...systemLight]).toEqual([...light])
})

test('both themes say the same colours', () => {
  expect([...light.keys()]).toEqual([...dark.keys()])
})

describe.each([
  ['dark', dark],
  ['light', light],
] as const)('in the %s theme', (_name, theme) => {
  const pairs = [...INKS.flatMap((ink) => PAPERS.map((paper) => [ink, paper] as const)), ...PAIRS]

  test.each(pairs)('%s can be read on %s', (ink, paper) => {
    expect(contrast(colorOf(theme, ink), colorOf(theme, paper))).toBeGreaterThanOrEqual(
      TEXT_CONTRAST_MIN,
    )
  })

  test.each(SHAPES)('%s can be told from a panel', (shape) => {
    expect(contrast(colorOf(theme, shape), colorOf(theme, 'panel'))).toBeGreaterThanOrEqual(
      SHAPE_CONTRAST_MIN,
    )
  })
})

/** The colours that the rule of a theme declares. */
function blockOf(theme: string): Block {
  const start = css.indexOf(`[data-theme="${theme}"] {`)
  const rule = css.slice(start, css.indexOf('}', start))
  return new Map(
    [...rule.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, color]) => [
      String(name),
      String(color),
    ]),
  )
}

function colorOf(theme: Block, name: string): string {
  const color = theme.get(name)
  if (color === undefined) throw new Error(`expected a colour named ${name}`)
  return color
}

/** WCAG 2.2's contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (Number(lighter) + 0.05) / (Number(darker) + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
