const DECIMALS_MAX = 10
const TEN = 10
/** Whole ticks up to here can be summed over any usual window and compared without losing one. */
const TICKS_MAX = 2 ** 44

/**
 * The power of ten of which every price is a whole multiple, as 0.01; null for prices that lie on no such grid.
 * What strategies compare exactly on, found from the data itself; a venue's true step may be a multiple of it.
 */
export function priceGrid(prices: Float64Array): number | null {
  let perUnit = 1
  let decimals = 0
  let highest = 0
  for (const price of prices) {
    // The division gives the number nearest to the decimal, which is what reading it from text gave.
    while (Math.round(price * perUnit) / perUnit !== price) {
      decimals += 1
      if (decimals > DECIMALS_MAX) return null
      perUnit = TEN ** decimals
    }
    highest = Math.max(highest, price)
  }
  return highest * perUnit <= TICKS_MAX ? 1 / perUnit : null
}

/**
 * How many steps make one: of a step such as 0.01, which binary cannot hold, the whole number that it can. Counting
 * by it gives whole numbers of steps where there are such.
 */
export function stepsPerUnit(step: number): number {
  const exact = 1 / step
  const whole = Math.round(exact)
  return Math.abs(exact - whole) <= whole * Number.EPSILON ? whole : exact
}
