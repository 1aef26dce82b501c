/** Beyond it the tail is smaller than a double tells from nothing. */
const FAR = 37
/** Up to it the power series, beyond it the continued fraction. */
const NEAR = 3
const SERIES_TERMS_MAX = 200
const FRACTION_DEPTH = 100
const NEWTON_STEPS_MAX = 100
const PRECISION = 1e-15

/** The part of a standard normal distribution that lies below `x`. Abramowitz and Stegun 26.2.10 and 26.2.14. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return x
  if (Math.abs(x) > FAR) return x > 0 ? 1 : 0
  if (Math.abs(x) <= NEAR) return 0.5 + normalDensity(x) * oddSeries(x)
  const tail = normalDensity(x) / continuedFraction(Math.abs(x))
  return x > 0 ? 1 - tail : tail
}

/** x + x^3 / 3 + x^5 / (3 x 5) + ... */
function oddSeries(x: number): number {
  let term = x
  let total = x
  for (let n = 3; n < SERIES_TERMS_MAX && Math.abs(term) > PRECISION * Math.abs(total); n += 2) {
    term *= (x * x) / n
    total += term
  }
  return total
}

/** x + 1 / (x + 2 / (x + 3 / ... */
function continuedFraction(x: number): number {
  let fraction = x
  for (let depth = FRACTION_DEPTH; depth >= 1; depth -= 1) fraction = x + depth / fraction
  return fraction
}

function normalDensity(x: number): number {
  return Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)
}

/** The value below which this part of a standard normal distribution lies: the inverse of `normalCdf`, by Newton. */
export function normalQuantile(part: number): number {
  if (!(part > 0 && part < 1)) return part === 0 ? -Infinity : part === 1 ? Infinity : Number.NaN
  let x = 0
  for (let i = 0; i < NEWTON_STEPS_MAX; i += 1) {
    const step = (normalCdf(x) - part) / normalDensity(x)
    // Far out the density is so small that a whole step would overshoot.
    x -= Math.max(-1, Math.min(1, step))
    if (Math.abs(step) < PRECISION * Math.max(1, Math.abs(x))) break
  }
  return x
}
