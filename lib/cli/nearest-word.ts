/** How many letters may differ, of so many: a third, so that a suggestion is what was meant. */
const LETTERS_PER_ERROR = 3

/** The word that was probably meant; null when none is near. */
export function nearestWord(typed: string, words: readonly string[]): string | null {
  let nearest: string | null = null
  let distanceMin = Math.max(1, Math.floor(typed.length / LETTERS_PER_ERROR)) + 1
  for (const word of words) {
    const distance = editDistance(typed, word)
    if (distance < distanceMin) {
      nearest = word
      distanceMin = distance
    }
  }
  return nearest
}

/** How many letters are inserted, deleted or replaced between the two. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
