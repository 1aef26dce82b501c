import * as z from 'zod'
import { SHADOW_CAUSES } from '#core/backtest/shadow.ts'
import { EXIT_REASONS } from '#core/backtest/trade-log.ts'
import { accountId, bookId, botId, clientId, userId } from './id.ts'
import { instrumentId, timeframe } from './market.ts'
import { amount, positiveAmount, positiveQuantity, quantity } from './money.ts'
import { researchRunCodec } from './research.ts'
import { time } from './time.ts'

const NAME_MAX = 64
const parameterValues = researchRunCodec.shape.parameters

/** What a bot is made with. What is not named of the parameters is the strategy's default. */
export const newBot = z.strictObject({
  accountId,
  name: z.string().trim().min(1).max(NAME_MAX),
  instrumentId,
  timeframe,
  strategy: z.string().min(1).max(NAME_MAX),
  parameters: parameterValues.optional(),
  /** Moved from the manual book to the bot's own, in the quote asset. */
  cash: positiveAmount,
  /** What each entry buys, in the base asset. */
  quantity: positiveQuantity,
})

/** What becomes of what a bot holds when it is stopped. */
export const stopInput = z.strictObject({ position: z.enum(['keep', 'close']) })
export type StopInput = z.output<typeof stopInput>

const BOT_STATES = ['STOPPED', 'RUNNING', 'FAILED'] as const
export type BotState = (typeof BOT_STATES)[number]

export const botCodec = z.object({
  id: botId,
  clientId,
  accountId,
  accountName: z.string(),
  bookId,
  createdBy: userId,
  name: z.string(),
  instrumentId,
  timeframe,
  strategy: z.string(),
  parameters: parameterValues,
  cash: amount,
  quantity,
  state: z.enum(BOT_STATES),
  /** It is stopped and still closes what it held. */
  isClosing: z.boolean(),
  /** Why it failed, in a sentence. */
  failure: z.string().nullable(),
  /** What its book holds of the instrument now. */
  position: quantity,
  orders: z.int(),
  createdAt: time,
  startedAt: time.nullable(),
  stoppedAt: time.nullable(),
  /** When the newest bar that it decided on closed. */
  lastBarAt: time.nullable(),
})
export type BotView = z.output<typeof botCodec>

/** Numbers of research: they are compared, not booked. */
const shadowTrade = z.object({
  entryAt: time,
  exitAt: time.nullable(),
  entryPrice: z.number(),
  exitPrice: z.number().nullable(),
  quantity: z.number(),
  exitReason: z.enum(EXIT_REASONS).nullable(),
})
export type ShadowTradeView = z.output<typeof shadowTrade>

export const shadowReportCodec = z.object({
  /** Bars compared, from the start of the bot to its newest decision. */
  bars: z.int(),
  fromAt: time.nullable(),
  toAt: time.nullable(),
  /** Trades in the order of their entries. */
  trades: z
    .array(
      z.object({
        bot: shadowTrade.nullable(),
        backtest: shadowTrade.nullable(),
        differences: z
          .array(
            z.object({
              cause: z.enum(SHADOW_CAUSES),
              part: z.enum(['entry', 'exit', 'fees']),
              /** In the quote asset, above 0 where the bot did worse. */
              cost: z.number().nullable(),
              text: z.string(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  /** What each cause cost in all. */
  causes: z
    .array(z.object({ cause: z.enum(SHADOW_CAUSES), count: z.int(), cost: z.number() }))
    .readonly(),
  /** What the comparison rests on. */
  assumptions: z.array(z.string()).readonly(),
})
export type ShadowReportView = z.output<typeof shadowReportCodec>
