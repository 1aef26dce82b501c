const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const
const STEP = 1_024

/** A size in its biggest fitting unit, in whole numbers: '12 MiB'. */
export function bytesText(bytes: number): string {
  const index = UNITS.findIndex((_, exponent) => bytes < STEP ** (exponent + 1))
  const exponent = index === -1 ? UNITS.length - 1 : index
  return `${Math.floor(bytes / STEP ** exponent)} ${UNITS[exponent]}`
}
