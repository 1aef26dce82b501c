import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'

/** Published results of other libraries, shared data beside the checkout (its README names the sources). */
const VECTORS = new URL('../../shared/data/vectors/', import.meta.url)

export const hasIndicatorVectors: boolean = existsSync(VECTORS)

export type Bar = {
  readonly openAt: UnixMs
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** What was expected at a bar; NaN where the source gives nothing. */
export type ExpectedColumn = readonly number[]

/** The quotes on which `stockResult` was calculated. */
export function stockQuotes(): Bar[] {
  return csv('indicators_stock/quotes_default.csv').map(barOf)
}

/** One column of a result of the Stock.Indicators project. */
export function stockResult(name: string, column: string): ExpectedColumn {
  const rows = JSON.parse(text(`indicators_stock/results/${name}.standard.json.gz`)) as readonly {
    readonly [column: string]: number | null
  }[]
  return rows.map((row) => row[column] ?? Number.NaN)
}

/** Bars with the columns that stand beside them, named as in the file's head. */
export function sheet(file: string): readonly (Bar & { readonly cells: Cells })[] {
  return csv(file).map((cells) => ({ ...barOf(cells), cells }))
}

export type Cells = { readonly [column: string]: string }

/** A test of the Tulip library: its input rows and expected rows; the last are shorter by the warm-up. */
export function tulipCase(name: string): readonly (readonly number[])[] {
  const blocks = text('tulip/untest.txt').split(/\r?\n\s*\r?\n/)
  const block = blocks.find((each) => each.trim().startsWith(`${name} `)) ?? ''
  return [...block.matchAll(/\{([^}]*)\}/g)].map(([, row = '']) => row.split(',').map(Number))
}

function barOf(cells: Cells): Bar {
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
