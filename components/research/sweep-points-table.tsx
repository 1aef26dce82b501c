'use client'
import { useMemo } from 'react'
import type { SweepPointView } from '#api/codecs/research-result.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { numberText } from './research-words.ts'
import { SignedPart } from './signed-part.tsx'

type Props = {
  readonly swept: readonly string[]
  readonly points: readonly SweepPointView[]
  onOpen(point: SweepPointView): void
}

/** Combinations with what came of each. */
export function SweepPointsTable({ swept, points, onOpen }: Props) {
  const mayRun = useMay('research:run')
  const columns = useMemo(
    () => [...figuresOf(swept), ...(mayRun ? [openColumn(onOpen)] : [])],
    [swept, onOpen, mayRun],
  )
  return (
    <Table
      label="Best combinations"
      columns={columns}
      rows={points}
      rowKey={({ values }) => values.join(' ')}
    />
  )
}

function figuresOf(swept: readonly string[]): readonly Column<SweepPointView>[] {
  return [
    ...swept.map((name, place) => numberColumn(name, name, ({ values }) => String(values[place]))),
    {
      key: 'returned',
      header: 'Return',
      isNumber: true,
      cell: ({ returned }) => <SignedPart value={returned} />,
    },
    {
      key: 'drawdown',
      header: 'Deepest drawdown',
      isNumber: true,
      cell: ({ drawdownMax }) => <SignedPart value={-drawdownMax} />,
    },
    numberColumn('sharpe', 'Sharpe', ({ sharpe }) => (sharpe === null ? '–' : numberText(sharpe))),
    numberColumn('trades', 'Trades', ({ trades }) => numberText(trades, 0)),
  ]
}

function openColumn(onOpen: Props['onOpen']): Column<SweepPointView> {
  return {
    key: 'open',
    header: 'Open',
    isHeaderHidden: true,
    cell: (point) => (
      <Button isSmall onClick={() => onOpen(point)}>
        Run backtest
      </Button>
    ),
  }
}

function numberColumn(
  key: string,
  header: string,
  textOfPoint: (point: SweepPointView) => string,
): Column<SweepPointView> {
  return {
    key,
    header,
    isNumber: true,
    cell: (point) => <span className="figure">{textOfPoint(point)}</span>,
  }
}
