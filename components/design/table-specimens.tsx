'use client'
import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Amount, Money, Pnl } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Scope } from '#components/ui/scope.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import {
  type Amount as AmountValue,
  amountOf,
  formatDecimal,
  parseAmount,
} from '#core/money/money.ts'

type Specimen = {
  readonly id: string
  readonly market: string
  readonly mark: number
  readonly client: string
  readonly quantity: AmountValue
  readonly value: AmountValue
  readonly pnl: AmountValue | null
}

const MARKETS = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT', 'ADA-USDT', 'XRP-USDT']
const CLIENTS = ['Lynk Capital', 'Otter Family Office', 'Harbour Fund']
const FEW = 6
const MANY = 500
const QUANTITY = parseAmount('1.123456789012345678')
const VALUE = parseAmount('1000.5')
const PNL = parseAmount('-1000.25')
/** Between the gains and losses of neighbouring rows; no factor of anything here. */
const SPREAD = parseAmount('791.9')
const SPREADS_MAX = parseAmount('2000')

const SPECIMENS: readonly Specimen[] = Array.from({ length: MANY }, (_, place) => specimen(place))

function specimen(place: number): Specimen {
  const at = BigInt(place)
  const isKnown = place % 10 !== 9
  return {
    id: String(place),
    market: MARKETS[place % MARKETS.length] ?? '',
    mark: place % CLIENTS.length,
    client: CLIENTS[place % CLIENTS.length] ?? '',
    quantity: amountOf(QUANTITY * at),
    value: amountOf(VALUE * at),
    pnl: isKnown ? amountOf(PNL + ((SPREAD * at) % SPREADS_MAX)) : null,
  }
}

const COLUMNS: readonly Column<Specimen>[] = [
  {
    key: 'market',
    header: 'Market',
    cell: ({ market, id }) => (
      <span className="font-medium">
        {market} <span className="font-normal text-ink-faint">{id}</span>
      </span>
    ),
    sortBy: ({ market }) => market,
    csv: ({ market }) => market,
  },
  {
    key: 'client',
    header: 'Client',
    cell: ({ mark, client }) => <Scope mark={mark} client={client} />,
    sortBy: ({ client }) => client,
    csv: ({ client }) => client,
  },
  {
    key: 'quantity',
    header: 'Quantity',
    isNumber: true,
    cell: ({ quantity }) => <Amount value={quantity} decimals={4} />,
    sortBy: ({ quantity }) => quantity,
    csv: ({ quantity }) => formatDecimal(quantity),
  },
  {
    key: 'value',
    header: 'Value',
    isNumber: true,
    cell: ({ value }) => <Money value={value} />,
    sortBy: ({ value }) => value,
    csv: ({ value }) => formatDecimal(value),
    total: (rows) => <Money value={sumOf(rows.map(({ value }) => value))} />,
  },
  {
    key: 'pnl',
    header: 'P&L',
    isNumber: true,
    cell: ({ pnl }) => <Pnl value={pnl} />,
    sortBy: ({ pnl }) => pnl,
    csv: ({ pnl }) => (pnl === null ? null : formatDecimal(pnl)),
    total: (rows) => <Pnl value={sumOf(rows.flatMap(({ pnl }) => pnl ?? []))} />,
  },
  {
    key: 'state',
    header: 'State',
    isOptional: true,
    cell: () => <Badge tone="proof">PROVEN</Badge>,
  },
  {
    key: 'acts',
    header: 'Acts',
    isHeaderHidden: true,
    cell: () => <Button isSmall>Close</Button>,
  },
]

/** A table with everything, and one long enough to be drawn only where it is seen. */
export function TableSpecimens({ theme }: { readonly theme: string }) {
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [few, setFew] = useState(() => SPECIMENS.slice(0, FEW))
  return (
    <>
      <Panel
        title={`Table, ${theme}`}
        aside={
          <Button isSmall onClick={() => setFew(turned)}>
            Turn profits into losses
          </Button>
        }
      >
        <Table
          id="design"
          label={`Specimens, ${theme}`}
          columns={COLUMNS}
          rows={few}
          rowKey={({ id }) => id}
          onOpen={({ id }) => setOpenKey(id)}
          selectedKey={openKey}
        />
      </Panel>
      <Panel title={`Long table, ${theme}`}>
        <div className="h-72 max-sm:h-auto">
          <Table
            id="design-long"
            label={`Many specimens, ${theme}`}
            columns={COLUMNS}
            rows={SPECIMENS}
            rowKey={({ id }) => id}
            isFilling
          />
        </div>
      </Panel>
    </>
  )
}

/** As a market would that turns: whoever sorts by it sees every row move. */
function turned(specimens: readonly Specimen[]): Specimen[] {
  return specimens.map((one) => ({ ...one, pnl: one.pnl === null ? null : amountOf(-one.pnl) }))
}

function sumOf(values: readonly AmountValue[]): AmountValue {
  return values.reduce((sum, value) => amountOf(sum + value), parseAmount('0'))
}
