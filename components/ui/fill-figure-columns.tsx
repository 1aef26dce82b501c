'use client'
import type { FillView } from '#api/codecs/fill.ts'
import { Amount, Money, Price } from '#components/ui/money.tsx'
import type { Column } from '#components/ui/table.tsx'
import type { Instrument } from '#core/market/instrument.ts'

/** How much a fill moved, at which price, for how much, and what it cost. */
export function fillFigureColumns(
  instrumentOf: (fill: FillView) => Instrument | undefined,
): readonly Column<FillView>[] {
  return [
    {
      key: 'quantity',
      header: 'Quantity',
      isNumber: true,
      cell: (fill) => (
        <Amount
          value={fill.quantity}
          unit={instrumentOf(fill)?.base}
          receipt={{ kind: 'fill', fillId: fill.id }}
        />
      ),
    },
    {
      key: 'price',
      header: 'Price',
      isNumber: true,
      cell: (fill) => <Price value={fill.price} tick={instrumentOf(fill)?.priceTick} />,
    },
    {
      key: 'value',
      header: 'Value',
      isNumber: true,
      cell: (fill) => <Money value={fill.quoteQuantity} unit={instrumentOf(fill)?.quote} />,
    },
    {
      key: 'fee',
      header: 'Fee',
      isNumber: true,
      cell: ({ feeAmount, feeAsset }) => <Amount value={feeAmount} unit={feeAsset} />,
    },
  ]
}
