'use client'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Changing } from '#components/ui/changing.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import type { Proof } from '#components/ui/figure.tsx'
import { Amount, Delta, Money, Percent, Pnl, Price } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Scope } from '#components/ui/scope.tsx'
import { Age, Time } from '#components/ui/time.tsx'
import { amountOf, parseAmount, parsePrice } from '#core/money/money.ts'
import { SECOND_MS, unixMsOf } from '#core/time/time.ts'

const QUANTITY = parseAmount('1.25')
const GAIN = parseAmount('1234.5')
const LOSS = parseAmount('-87.2')
const NOTHING = parseAmount('0')
const PRICE = parsePrice('64210.5')
const TICK = parsePrice('0.1')
const AT = unixMsOf(Date.UTC(2026, 10, 21, 13, 4, 5))

const PROOFS: readonly (readonly [string, Proof])[] = [
  ['Proven', { kind: 'proven' }],
  ['In flight', { kind: 'inFlight' }],
  ['In doubt', { kind: 'inDoubt' }],
  ['Stale', { kind: 'stale', ageMs: 12 * SECOND_MS }],
  ['Broken', { kind: 'broken', theirs: '1.20' }],
]

/** Every kind of number, and one number in every state of proof. */
export function NumberSpecimens({ theme }: { readonly theme: string }) {
  return (
    <Panel title={`Numbers, ${theme}`}>
      <Facts>
        {PROOFS.map(([label, proof]) => (
          <Fact key={label} label={label}>
            <Amount value={QUANTITY} decimals={4} unit="BTC" proof={proof} />
          </Fact>
        ))}
        <Fact label="Unknown">
          <Amount value={null} />
        </Fact>
        <Fact label="Price, money">
          <Price value={PRICE} tick={TICK} />
          <Money value={GAIN} unit="USDT" />
        </Fact>
        <Fact label="Profit, loss, neither">
          <Pnl value={GAIN} />
          <Pnl value={LOSS} />
          <Pnl value={NOTHING} />
        </Fact>
        <Fact label="Change">
          <Delta value={GAIN} />
          <Delta value={LOSS} />
          <Percent part={LOSS} whole={GAIN} />
        </Fact>
        <Fact label="Time, age">
          <Time at={AT} />
          <Age at={AT} />
        </Fact>
        <Fact label="Whose">
          <Scope mark={1} client="Lynk Capital" account="Paper 1" />
        </Fact>
        <ChangingSpecimen />
      </Facts>
    </Panel>
  )
}

function ChangingSpecimen() {
  const [held, setHeld] = useState(QUANTITY)
  return (
    <Fact label="Changed for a moment">
      <Changing of={held}>
        <Amount value={held} />
      </Changing>
      <Button isSmall onClick={() => setHeld((before) => amountOf(before + QUANTITY))}>
        Change
      </Button>
    </Fact>
  )
}
