import fc from 'fast-check'
import { test } from 'vitest'
import { type Holding, holdingsOf } from '#core/ledger/holdings.ts'
import { isBalanced, type Posting } from '#core/ledger/posting.ts'
import { postingsForAdjustment } from '#core/ledger/postings-for-adjustment.ts'
import { postingsForFill, spentByFill } from '#core/ledger/postings-for-fill.ts'
import { holdPostings, releasePostings } from '#core/ledger/postings-for-hold.ts'
import {
  postingsForBookTransfer,
  postingsForDeposit,
  postingsForWithdrawal,
} from '#core/ledger/postings-for-transfer.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { amountOf, quantityOf } from '#core/money/money.ts'
import { aFill, anInstrument, BNB, BTC, USDT } from '#test/builders.ts'
import { propertyRuns } from '#test/property-runs.ts'

const instrument = anInstrument()
const RUNS = { numRuns: propertyRuns() }
const [BOOK, OTHER_BOOK] = ['a book', 'another book']

const someAsset = fc.constantFrom(BTC, USDT, BNB)
const someBook = fc.constantFrom(BOOK, OTHER_BOOK)
const someUnits = fc.bigInt({ min: 1n, max: 10n ** 30n })
const someMove = fc.record({
  bookId: someBook,
  asset: someAsset,
  amount: someUnits.map(amountOf),
})

const someTransfer = fc
  .tuple(someMove, someAsset, fc.bigInt({ min: 0n, max: 10n ** 20n }).map(amountOf))
  .map(([move, feeAsset, feeAmount]) => ({ ...move, feeAsset, feeAmount }))

const someFillPostings = fc
  .record({
    bookId: someBook,
    side: fc.constantFrom('buy' as const, 'sell' as const),
    quantity: someUnits.map(quantityOf),
    quoteQuantity: someUnits.map(amountOf),
    feeAsset: someAsset,
    feeAmount: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 28n }).map(amountOf),
    heldThousandths: fc.bigInt({ min: 0n, max: 1_000n }),
  })
  .map(({ heldThousandths, ...shown }) => {
    const fill = aFill(shown)
    const heldConsumed = amountOf((spentByFill(fill, instrument) * heldThousandths) / 1_000n)
    return postingsForFill({ fill, instrument, bookId: fill.bookId, heldConsumed })
  })

/** Every way in which the desk writes to its ledger. */
const someTransaction: fc.Arbitrary<Posting[]> = fc.oneof(
  someFillPostings,
  someMove.map(holdPostings),
  someMove.map(releasePostings),
  someMove.map(postingsForAdjustment),
  someTransfer.map(postingsForDeposit),
  someTransfer.map(postingsForWithdrawal),
  someMove.map(({ bookId: _, ...moved }) =>
    postingsForBookTransfer({ sourceBookId: BOOK, targetBookId: OTHER_BOOK, ...moved }),
  ),
)
const someLedger = fc.array(someTransaction, { maxLength: 12 })

test('whatever is booked, every transaction and the whole ledger sum to zero per asset', () => {
  fc.assert(
    fc.property(someLedger, (ledger) => ledger.every(isBalanced) && isBalanced(ledger.flat())),
    RUNS,
  )
})

const someReadings = someLedger.chain((ledger) =>
  fc.tuple(
    fc.constant(ledger.flat()),
    fc.shuffledSubarray(ledger, { minLength: ledger.length }).map((shuffled) => shuffled.flat()),
  ),
)

test('what the books own is what came from elsewhere, in whatever order postings are read', () => {
  fc.assert(
    fc.property(someReadings, ([written, read]) => {
      const owned = holdingsOf(written)
      return (
        isSame(owned, holdingsOf(read)) &&
        [BTC, USDT, BNB].every((asset) => ownedOf(owned, asset) === -outsideOf(written, asset))
      )
    }),
    RUNS,
  )
})

function isSame(some: readonly Holding[], others: readonly Holding[]): boolean {
  return some.length === others.length && some.every((each, index) => isEqual(each, others[index]))
}

function isEqual(one: Holding, other: Holding | undefined): boolean {
  return (
    one.bookId === other?.bookId &&
    one.asset === other.asset &&
    one.available === other.available &&
    one.held === other.held
  )
}

function ownedOf(holdings: readonly Holding[], asset: AssetId): bigint {
  return holdings.reduce((sum, each) => (each.asset === asset ? sum + each.total : sum), 0n)
}

function outsideOf(postings: readonly Posting[], asset: AssetId): bigint {
  const isOutside = ({ kind }: Posting) => kind !== 'available' && kind !== 'held'
  const theirs = postings.filter((posting) => posting.asset === asset && isOutside(posting))
  return theirs.reduce((sum, { amount }) => sum + amount, 0n)
}
