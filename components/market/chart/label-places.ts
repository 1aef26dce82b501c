/** Labels are this high and stand at least this far apart. */
export const LABEL_PX = 26

/**
 * Where labels stand so that none covers another: each as near to its line as those above leave it. Takes
 * heights in any order and gives them in the same.
 */
export function labelPlaces(heights: readonly number[]): readonly number[] {
  const order = heights
    .map((_height, at) => at)
    .sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  const places = [...heights]
  let floor = -Infinity
  for (const at of order) {
    const place = Math.max(heights[at] ?? 0, floor)
    places[at] = place
    floor = place + LABEL_PX
  }
  return places
}
