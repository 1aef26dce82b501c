'use client'
import type { TicketForm } from '#browser/stores/ticket.ts'
import { Choice } from '#components/ui/choice.tsx'
import { Checkbox, Field, Select } from '#components/ui/field.tsx'
import { formatDecimal } from '#core/money/money.ts'
import { ORDER_TYPES, TIMES_IN_FORCE, type TimeInForce } from '#core/orders/order.ts'
import { type Draft, isQuoteSize, type TicketMarket } from './draft-order.ts'
import { TYPE_WORDS } from './order-words.ts'
import { SHARES, sizeForShare } from './size-for-share.ts'

type Props = {
  readonly form: TicketForm
  readonly draft: Draft
  readonly market: TicketMarket
  change(change: Partial<TicketForm>): void
}

const TIME_IN_FORCE_WORDS: Readonly<Record<TimeInForce, string>> = {
  GTC: 'Good till canceled',
  IOC: 'Immediate or cancel (IOC)',
  FOK: 'Fill or kill (FOK)',
}

/** Which side and which kind of order. */
export function KindFields({ form, change }: Pick<Props, 'form' | 'change'>) {
  return (
    <>
      <Choice
        label="Side"
        value={form.side}
        onChange={(side) => change({ side })}
        options={[
          { value: 'buy', label: 'Buy', className: 'has-checked:text-up' },
          { value: 'sell', label: 'Sell', className: 'has-checked:text-down' },
        ]}
      />
      <Choice
        label="Type of order"
        value={form.type}
        onChange={(type) => change({ type })}
        options={ORDER_TYPES.map((type) => ({ value: type, label: TYPE_WORDS[type] }))}
      />
    </>
  )
}

/** The prices that the kind of order needs. */
export function PriceFields({ form, draft, market, change }: Props) {
  if (form.type === 'market') return null
  const { quote, priceTick } = market.instrument
  const tick = `tick ${formatDecimal(priceTick)}`
  return (
    <>
      {form.type === 'stopLimit' ? (
        <Field
          label={`Stop price, ${quote}`}
          inputMode="decimal"
          autoComplete="off"
          className="figure text-right"
          value={form.stopPrice}
          problem={draft.problems.stopPrice}
          placeholder={tick}
          onChange={(event) => change({ stopPrice: event.target.value })}
        />
      ) : null}
      <Field
        label={`Limit price, ${quote}`}
        inputMode="decimal"
        autoComplete="off"
        className="figure text-right"
        value={form.limitPrice}
        problem={draft.problems.limitPrice}
        placeholder={tick}
        onChange={(event) => change({ limitPrice: event.target.value })}
      />
    </>
  )
}

/** How much: typed in base or quote, or a share of what is available. */
export function SizeFields({ form, draft, market, change }: Props) {
  const { base, quote, quantityLot } = market.instrument
  return (
    <>
      <div className="grid grid-cols-[1fr_auto] gap-2">
        <Field
          label={`Size, ${isQuoteSize(form) ? quote : base}`}
          inputMode="decimal"
          autoComplete="off"
          className="figure text-right"
          value={form.size}
          problem={draft.problems.size}
          name="size"
          placeholder={
            form.sizeUnit === 'base' ? `lot ${formatDecimal(quantityLot)}, or $100` : '100'
          }
          onChange={(event) => change({ size: event.target.value })}
        />
        <Select
          label="In"
          value={form.sizeUnit}
          onChange={(event) =>
            change({ sizeUnit: event.target.value === 'quote' ? 'quote' : 'base', size: '' })
          }
        >
          <option value="base">{base}</option>
          <option value="quote">{quote}</option>
        </Select>
      </div>
      <fieldset className="grid grid-cols-4 gap-1">
        <legend className="sr-only">Share of what is available</legend>
        {SHARES.map((share) => (
          <button
            key={share}
            type="button"
            onClick={() => change({ size: sizeForShare(share, form, market) ?? '' })}
            className="figure h-7 max-sm:h-10 rounded-box border border-line text-label text-ink-soft hover:border-line-strong hover:text-ink"
          >
            {share} %
          </button>
        ))}
      </fieldset>
    </>
  )
}

/** How long it may rest and what it may not do. */
export function ConditionFields({ form, change }: Pick<Props, 'form' | 'change'>) {
  return (
    <>
      {form.type === 'limit' ? (
        <Select
          label="Time in force"
          value={form.timeInForce}
          disabled={form.isPostOnly}
          onChange={(event) =>
            change({
              timeInForce: TIMES_IN_FORCE.find((each) => each === event.target.value) ?? 'GTC',
            })
          }
        >
          {TIMES_IN_FORCE.map((each) => (
            <option key={each} value={each}>
              {TIME_IN_FORCE_WORDS[each]}
            </option>
          ))}
        </Select>
      ) : null}
      <div className="flex flex-wrap gap-x-4">
        {form.type === 'limit' ? (
          <Checkbox
            label="Post-only"
            checked={form.isPostOnly}
            onChange={(event) => change({ isPostOnly: event.target.checked })}
          />
        ) : null}
        <Checkbox
          label="Reduce-only"
          checked={form.isReduceOnly}
          onChange={(event) => change({ isReduceOnly: event.target.checked })}
        />
      </div>
    </>
  )
}
