import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type Bars, barsOf } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'
import { DAY_MS, unixMsOf } from '#core/time/time.ts'

/** Published results of other libraries, shared data beside the checkout (its README names the sources). */
const VECTORS = new URL('../../shared/data/vectors/', import.meta.url)

export const hasIndicatorVectors: boolean = existsSync(VECTORS)

/** What was expected at a bar; NaN where the source gives nothing. */
export type ExpectedColumn = readonly number[]

/** The quotes on which `stockResult` was calculated. */
export function stockQuotes(): Bars {
  return sheet('indicators_stock/quotes_default.csv').bars
}

/** One column of a result of the Stock.Indicators project. */
export function stockResult(name: string, column: string): ExpectedColumn {
  const rows = JSON.parse(text(`indicators_stock/results/${name}.standard.json.gz`)) as readonly {
    readonly [column: string]: number | null
  }[]
  return rows.map((row) => row[column] ?? Number.NaN)
}

/** A worksheet: its bars, and any column by the name in its head; NaN in an empty cell. */
export function sheet(file: string): { readonly bars: Bars; column(name: string): ExpectedColumn } {
  const rows = csv(file)
  return {
    bars: barsOf(rows.map(candleOf), DAY_MS),
    column: (name) => rows.map((cells) => Number.parseFloat(cells[name] ?? '')),
  }
}

type Cells = { readonly [column: string]: string }

/** A test of the Tulip library: its input rows and expected rows; the last are shorter by the warm-up. */
export function tulipCase(name: string): readonly (readonly number[])[] {
  const blocks = text('tulip/untest.txt').split(/\r?\n\s*\r?\n/)
  const block = blocks.find((each) => each.trim().split(/\s/, 1)[0] === name) ?? ''
  return [...block.matchAll(/\{([^}]*)\}/g)].map(([, row = '']) => row.split(',').map(Number))
}

function candleOf(cells: Cells): Candle {
  const number = (name: string) => Number.parseFloat(cells[name] ?? '')
  const date = cells['date'] ?? ''
  return {
    openAt: unixMsOf(Number.isNaN(Date.parse(date)) ? 0 : Date.parse(date)),
    open: number('open'),
    high: number('high'),
    low: number('low'),
    close: number('close'),
    volume: number('volume'),
  }
}

function csv(file: string): Cells[] {
  const [head = '', ...lines] = text(file)
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const names = head.split(',').map((name) => name.trim().toLowerCase())
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
  })
}

function text(file: string): string {
  const bytes = readFileSync(new URL(file, VECTORS))
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
