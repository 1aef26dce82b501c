/** Request weights as Binance Spot documents them. */
export const WEIGHT = {
  placeOrder: 1,
  cancelOrder: 1,
  fetchOrder: 4,
  openOrders: 80,
  openOrdersOfSymbol: 6,
  fills: 20,
  account: 20,
  time: 1,
  transfers: 1,
} as const
