'use client'
import { type FormEvent, useState } from 'react'
import type { createBot } from '#api/bots.ts'
import type { AccountView } from '#api/codecs/client.ts'
import type { StrategyView } from '#api/codecs/research.ts'
import type { CallInput } from '#api/endpoint.ts'
import { Button } from '#components/ui/button.tsx'
import { Field, Select } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { ParameterFields } from '#components/ui/parameter-fields.tsx'
import { parametersOfForm } from '#components/ui/parameter-form.ts'
import { Problem } from '#components/ui/problem.tsx'
import { TIMEFRAMES } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { parseAmount, parseQuantity } from '#core/money/money.ts'

/** What the server reads as money: no exponent, no sign. */
const DECIMAL = '[0-9]+(\\.[0-9]+)?'
const CASH_USUAL = '10000'
const QUANTITY_USUAL = '0.01'

type Props = {
  readonly accounts: readonly AccountView[]
  readonly instruments: readonly Instrument[]
  readonly strategies: readonly StrategyView[]
  readonly isPending: boolean
  readonly error: Error | null
  onSubmit(wish: CallInput<typeof createBot>): void
}

/** Who trades what, how, and with how much. */
export function BotForm(props: Props) {
  const { accounts, instruments, strategies, isPending, error, onSubmit } = props
  const [accountId, setAccountId] = useState(accounts[0]?.id)
  const [name, setName] = useState(strategies[0]?.name)
  const account = accounts.find(({ id }) => id === accountId)
  const strategy = strategies.find((each) => each.name === name)
  if (account === undefined || strategy === undefined) return null
  const markets = instruments.filter(({ venueId }) => venueId === account.venueId)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const instrument = markets.find(({ id }) => id === textOf(form, 'instrument'))
    const timeframe = TIMEFRAMES.find((each) => each === textOf(form, 'timeframe'))
    if (instrument === undefined || timeframe === undefined) return
    onSubmit({
      accountId: account.id,
      name: textOf(form, 'name'),
      instrumentId: instrument.id,
      timeframe,
      strategy: strategy.name,
      parameters: parametersOfForm(form, strategy.parameters),
      cash: parseAmount(textOf(form, 'cash')),
      quantity: parseQuantity(textOf(form, 'quantity')),
    })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-3">
      <Field label="Name" name="name" required maxLength={64} defaultValue={strategy.title} />
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Account"
          name="account"
          value={accountId}
          onChange={(event) => setAccountId(event.currentTarget.value)}
        >
          {accounts.map(({ id, clientName, name: called }) => (
            <option key={id} value={id}>
              {clientName}, {called}
            </option>
          ))}
        </Select>
        <Select label="Market" name="instrument" key={accountId}>
          {markets.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </Select>
        <Select
          label="Strategy"
          name="strategy"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          hint={strategy.summary}
        >
          {strategies.map((each) => (
            <option key={each.name} value={each.name}>
              {each.title}
            </option>
          ))}
        </Select>
        <Select label="Timeframe" name="timeframe" defaultValue="15m">
          {TIMEFRAMES.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </Select>
        <Field
          label="Money"
          name="cash"
          inputMode="decimal"
          required
          pattern={DECIMAL}
          defaultValue={CASH_USUAL}
          hint="Of the quote asset, from the manual book to the bot’s own."
        />
        <Field
          label="Quantity"
          name="quantity"
          inputMode="decimal"
          required
          pattern={DECIMAL}
          defaultValue={QUANTITY_USUAL}
          hint="Of the base asset, bought by each entry."
        />
      </div>
      <ParameterFields key={strategy.name} parameters={strategy.parameters} />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isPending}>
        Make bot
      </Button>
    </form>
  )
}
