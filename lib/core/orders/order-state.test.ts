import { describe, expect, test } from 'vitest'
import {
  applyOrderEvent,
  isInDoubt,
  isOpen,
  isTerminal,
  type NewsKind,
  ORDER_STATES,
  type OrderEvent,
  type OrderFacts,
  type OrderState,
} from '#core/orders/order-state.ts'
import { a, q } from '#test/builders.ts'

/** An order of 2, of which 1 is filled where its state says so. */
function factsIn(state: OrderState): OrderFacts {
  const filled = { FILLED: '2', PARTIALLY_FILLED: '1' }[state as string] ?? '0'
  return {
    state,
    quantity: q('2'),
    quoteAmount: null,
    filledQuantity: q(filled),
    filledQuote: a(filled),
    venueFilledQuantity: null,
  }
}

const SHORT: Readonly<Record<string, OrderState>> = {
  AWAIT: 'AWAITING_APPROVAL',
  NEW: 'NEW',
  DENIED: 'DENIED',
  SEND: 'SENDING',
  WORK: 'WORKING',
  PART: 'PARTIALLY_FILLED',
  FILLED: 'FILLED',
  CANCEL: 'CANCELED',
  EXPIRE: 'EXPIRED',
  REJECT: 'REJECTED',
  NOTPL: 'NOT_PLACED',
  QUAR: 'QUARANTINED',
}

/**
 * The whole law on one page. `.` nothing happens, `!` a violation, `!X` a violation that is stored as X.
 * `part` is a fill of 0.5, `rest` one of all that is missing, `vdone` the venue's word that 2 are filled.
 */
const LAW = `
state  | approved denied claimed acknowledged rejected canceled expired notPlaced quarantined part    rest    vdone
AWAIT  | NEW      DENIED !       !WORK        !REJECT  CANCEL   EXPIRE  !         !           !PART   !FILLED !WORK
NEW    | .        DENIED SEND    !WORK        !REJECT  CANCEL   EXPIRE  !         !           !PART   !FILLED !WORK
DENIED | .        .      !       !            !        .        .       !         !           !DENIED !FILLED !DENIED
SEND   | .        !      !       WORK         REJECT   CANCEL   EXPIRE  NOTPL     QUAR        PART    FILLED  WORK
WORK   | .        !      !       .            REJECT   CANCEL   EXPIRE  !         .           PART    FILLED  WORK
PART   | .        !      !       .            !REJECT  CANCEL   EXPIRE  !         .           PART    FILLED  PART
FILLED | .        !      !       .            !        .        .       !         .           !       !       FILLED
CANCEL | .        .      !       .            .        .        .       !         .           CANCEL  FILLED  CANCEL
EXPIRE | .        .      !       .            .        .        .       !         .           EXPIRE  FILLED  EXPIRE
REJECT | .        !      !       .            .        .        .       .         .           !REJECT !FILLED !REJECT
NOTPL  | .        !      !       !            .        !        !       .         .           !NOTPL  !FILLED !NOTPL
QUAR   | .        !      !       WORK         REJECT   CANCEL   EXPIRE  NOTPL     .           PART    FILLED  WORK
`

const [header = [], ...rows] = LAW.trim()
  .split('\n')
  .map((line) => line.replace('|', ' ').split(/\s+/))
const CELLS = rows.flatMap(([state = '', ...cells]) =>
  cells.map((cell, index) => [state, header[index + 1] ?? '', cell] as const),
)

function eventOf(name: string, facts: OrderFacts): OrderEvent {
  if (name === 'vdone') return { kind: 'venueFilled', quantity: q('2') }
  if (name === 'part') return { kind: 'filled', quantity: q('0.5'), quote: a('0.5') }
  if (name !== 'rest') return { kind: name as NewsKind }
  const missing = facts.state === 'PARTIALLY_FILLED' ? '1' : '2'
  return { kind: 'filled', quantity: q(missing), quote: a(missing) }
}

describe('every state and every event', () => {
  test('the page names each state and each event once', () => {
    expect(rows.map(([state = '']) => SHORT[state])).toEqual(ORDER_STATES)
    expect(CELLS).toHaveLength(ORDER_STATES.length * 12)
  })

  test.each(CELLS)('%s + %s: %s', (short, name, cell) => {
    const facts = factsIn(SHORT[short] ?? 'NEW')
    const move = applyOrderEvent(facts, eventOf(name, facts))
    const target = SHORT[cell.replace('!', '')] ?? facts.state
    if (cell === '.') expect(move).toEqual({ kind: 'unchanged' })
    else if (cell.startsWith('!')) {
      expect(move).toMatchObject({ kind: 'violation', facts: { state: target } })
    } else expect(move).toMatchObject({ kind: 'moved', facts: { state: target } })
  })

  test('a violation that names no state leaves the facts alone', () => {
    for (const [short, name] of CELLS.filter(([, , cell]) => cell === '!')) {
      const facts = factsIn(SHORT[short] ?? 'NEW')
      expect(applyOrderEvent(facts, eventOf(name, facts))).toMatchObject({ facts })
    }
  })

  test('an order is open or terminal, and in doubt only while open', () => {
    expect(ORDER_STATES.filter(isTerminal)).toEqual([
      'DENIED',
      'FILLED',
      'CANCELED',
      'EXPIRED',
      'REJECTED',
      'NOT_PLACED',
    ])
    expect(ORDER_STATES.filter(isInDoubt)).toEqual(['SENDING', 'QUARANTINED'])
    expect(ORDER_STATES.filter((state) => isInDoubt(state) && !isOpen(state))).toEqual([])
  })
})

describe('fills', () => {
  const working = factsIn('WORKING')

  test('a fill raises both filled figures', () => {
    const move = applyOrderEvent(working, { kind: 'filled', quantity: q('0.5'), quote: a('50') })
    expect(move).toEqual({
      kind: 'moved',
      facts: {
        ...working,
        state: 'PARTIALLY_FILLED',
        filledQuantity: q('0.5'),
        filledQuote: a('50'),
      },
    })
  })

  test.each(['CANCELED', 'EXPIRED'] as const)('a late fill of a %s order is ordinary', (state) => {
    const move = applyOrderEvent(factsIn(state), {
      kind: 'filled',
      quantity: q('1'),
      quote: a('1'),
    })
    expect(move).toMatchObject({ kind: 'moved', facts: { state, filledQuantity: q('1') } })
  })

  test.each(['REJECTED', 'NOT_PLACED'] as const)(
    'a fill of a %s order is booked and is a violation',
    (state) => {
      const move = applyOrderEvent(factsIn(state), {
        kind: 'filled',
        quantity: q('1'),
        quote: a('1'),
      })
      expect(move).toMatchObject({
        kind: 'violation',
        reason: 'FILL_AGAINST_STATE',
        facts: { state, filledQuantity: q('1') },
      })
    },
  )

  test('the filled quantity reaches the order exactly and never exceeds it', () => {
    const part = factsIn('PARTIALLY_FILLED')
    const smallest = '0.000000000000000001'
    expect(
      applyOrderEvent(part, { kind: 'filled', quantity: q('1'), quote: a('1') }),
    ).toMatchObject({ facts: { state: 'FILLED' } })
    expect(
      applyOrderEvent(part, {
        kind: 'filled',
        quantity: q(`1${smallest.slice(1)}`),
        quote: a('1'),
      }),
    ).toEqual({ kind: 'violation', facts: part, reason: 'FILL_ABOVE_ORDER' })
  })

  test('a fill without a quantity is a bug of the caller', () => {
    expect(() =>
      applyOrderEvent(working, { kind: 'filled', quantity: q('0'), quote: a('0') }),
    ).toThrow('a fill has a quantity')
  })

  test('the venue may not name another quantity than was ordered, or than before', () => {
    const told = { ...working, venueFilledQuantity: q('2') }
    expect(applyOrderEvent(told, { kind: 'venueFilled', quantity: q('2') })).toEqual({
      kind: 'unchanged',
    })
    for (const facts of [working, told]) {
      expect(applyOrderEvent(facts, { kind: 'venueFilled', quantity: q('1') })).toEqual({
        kind: 'violation',
        facts,
        reason: 'VENUE_QUANTITY_AGAINST_ORDER',
      })
    }
  })
})

describe('a market buy of a quote amount', () => {
  const buy: OrderFacts = { ...factsIn('WORKING'), quantity: null, quoteAmount: a('100') }
  const fill: OrderEvent = { kind: 'filled', quantity: q('0.99'), quote: a('99') }
  const done: OrderEvent = { kind: 'venueFilled', quantity: q('0.99') }

  function told(...events: readonly OrderEvent[]): OrderFacts {
    return events.reduce((facts, event) => {
      const move = applyOrderEvent(facts, event)
      return move.kind === 'unchanged' ? facts : move.facts
    }, buy)
  }

  test('is not complete by its fills alone', () => {
    expect(told(fill).state).toBe('PARTIALLY_FILLED')
  })

  test('is not complete by the word of the venue alone', () => {
    expect(told(done).state).toBe('WORKING')
  })

  test('is complete when the fills reach what the venue says, in either order', () => {
    expect(told(fill, done).state).toBe('FILLED')
    expect(told(done, fill)).toEqual(told(fill, done))
  })

  test('cannot be complete below what is already filled', () => {
    expect(applyOrderEvent(told(fill), { kind: 'venueFilled', quantity: q('0.5') })).toEqual({
      kind: 'violation',
      facts: told(fill),
      reason: 'VENUE_QUANTITY_AGAINST_ORDER',
    })
  })

  test('never spends more than its amount', () => {
    const move = applyOrderEvent(buy, { kind: 'filled', quantity: q('1'), quote: a('100.01') })
    expect(move).toEqual({ kind: 'violation', facts: buy, reason: 'FILL_ABOVE_ORDER' })
  })
})
