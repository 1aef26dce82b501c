import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Statement } from '#api/codecs/report.ts'
import { assetIdOf } from '#core/market/instrument.ts'
import { type Amount, add, amountOf, parseAmount, zeroAmount } from '#core/money/money.ts'
import { unixMsOf } from '#core/time/time.ts'
import { type StatementLine, statementSections } from './statement-sections.ts'

const at = unixMsOf(Date.UTC(2026, 10, 21))
const BTC = assetIdOf('BTC')
const USDT = assetIdOf('USDT')

describe('a statement by asset', () => {
  test('lines that lead from opening to closing foot, whatever they are', () => {
    const units = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
    void fc.assert(
      fc.property(units, fc.array(units, { maxLength: 20 }), (opening, amounts) => {
        const statement = statementOf(amountOf(opening), amounts.map(amountOf))
        const [section] = statementSections(statement)
        expect(section?.foots).toBe(true)
      }),
    )
  })

  test('one unit in the last digit breaks it', () => {
    const statement = statementOf(parseAmount('1'), [parseAmount('0.5'), parseAmount('-0.2')])
    const [asset] = statement.assets
    const off = {
      ...statement,
      assets: [{ ...asset, closing: parseAmount('1.300000000000000001') }],
    }
    expect(statementSections(off as Statement)[0]?.foots).toBe(false)
    const [first, second] = statement.lines
    const skipped = { ...statement, lines: [second, first] }
    expect(statementSections(skipped as Statement)[0]?.foots).toBe(false)
  })

  test('each asset has its own lines, fees and longest figure', () => {
    const statement = statementOf(parseAmount('1'), [parseAmount('0.25')])
    const other = { ...lineOf(parseAmount('-10.125'), parseAmount('89.875')), asset: USDT }
    const two: Statement = {
      ...statement,
      assets: [...statement.assets, assetOf(USDT, parseAmount('100'), parseAmount('89.875'))],
      lines: [...statement.lines, { ...other, fee: parseAmount('0.1') }],
    }
    const [btc, usdt] = statementSections(two)
    expect(btc?.lines).toHaveLength(1)
    expect(btc?.decimals).toBe(2)
    expect(usdt?.fees).toBe(parseAmount('0.1'))
    expect(usdt?.change).toBe(parseAmount('-10.125'))
    expect(usdt?.decimals).toBe(3)
  })
})

function statementOf(opening: Amount, amounts: readonly Amount[]): Statement {
  const lines: StatementLine[] = []
  let balance = opening
  for (const amount of amounts) {
    balance = add(balance, amount)
    lines.push(lineOf(amount, balance))
  }
  return {
    clientId: 'client',
    clientName: 'Lynk',
    organizationName: 'Firm',
    month: '2026-11',
    fromAt: at,
    toAt: at,
    asOfAt: at,
    currency: USDT,
    assets: [assetOf(BTC, opening, balance)],
    lines,
    total: { kind: 'unvalued', reason: 'NO_QUOTE' },
  }
}

function assetOf(asset: typeof BTC, opening: Amount, closing: Amount): Statement['assets'][number] {
  const value = { kind: 'unvalued', reason: 'NO_QUOTE' } as const
  return { asset, opening, closing, markPrice: null, value }
}

function lineOf(amount: Amount, balance: Amount): StatementLine {
  return {
    transactionId: 'transaction',
    at,
    kind: 'transfer',
    accountId: 'account',
    accountName: 'Paper',
    bookId: 'book',
    instrumentId: null,
    orderId: null,
    description: 'Transfer in',
    asset: BTC,
    amount,
    fee: zeroAmount,
    balance,
  }
}
