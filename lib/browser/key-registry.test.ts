import { expect, test, vi } from 'vitest'
import { KeyRegistry, SEQUENCE_MS } from './key-registry.ts'

const HERE = { at: 10_000, isTyping: false }

function withKeys(...keys: readonly string[]) {
  const registry = new KeyRegistry({ isStrict: true })
  const run = vi.fn<(keys: string) => void>()
  const bindings = keys.map((each) => ({ keys: each, does: each, run: () => run(each) }))
  const remove = registry.add({ name: 'Page', bindings })
  return { registry, run, remove }
}

test('a key runs its act, and an unknown key stays the page’s', () => {
  const { registry, run } = withKeys('b')
  expect(registry.press('b', HERE)).toBe(true)
  expect(registry.press('x', HERE)).toBe(false)
  expect(run.mock.calls).toEqual([['b']])
})

test('a sequence runs its act, but not when its second key comes late', () => {
  const { registry, run } = withKeys('g o')
  expect(registry.press('g', HERE)).toBe(false)
  expect(registry.press('o', { ...HERE, at: HERE.at + SEQUENCE_MS })).toBe(true)
  registry.press('g', { ...HERE, at: 20_000 })
  expect(registry.press('o', { ...HERE, at: 20_001 + SEQUENCE_MS })).toBe(false)
  expect(run).toHaveBeenCalledTimes(1)
})

test('the second key of a sequence does not also run its own act', () => {
  const { registry, run } = withKeys('g o', 'o')
  registry.press('g', HERE)
  registry.press('o', HERE)
  registry.press('o', HERE)
  expect(run.mock.calls).toEqual([['g o'], ['o']])
})

test('Esc acts at once and twice acts once more', () => {
  const { registry, run } = withKeys('escape', 'escape escape')
  registry.press('escape', HERE)
  registry.press('escape', HERE)
  expect(run.mock.calls).toEqual([['escape'], ['escape escape']])
})

test('while text is written only chords that write none act', () => {
  const { registry, run } = withKeys('b', 'mod+k', 'g o')
  const typing = { ...HERE, isTyping: true }
  expect(registry.press('b', typing)).toBe(false)
  registry.press('g', typing)
  expect(registry.press('o', HERE)).toBe(false)
  expect(registry.press('mod+k', typing)).toBe(true)
  expect(run.mock.calls).toEqual([['mod+k']])
})

test('two acts on one key are refused', () => {
  const { registry } = withKeys('b')
  const again = { name: 'Ladder', bindings: [{ keys: 'b', does: 'Bid', run: () => undefined }] }
  expect(() => registry.add(again)).toThrow('the key "b" means both')
  const listedOnly = { name: 'Table', bindings: [{ keys: 'b', does: 'Bottom' }] }
  expect(() => registry.add(listedOnly)).not.toThrow()
})

test('keys of a page that was left are free again', () => {
  const { registry, remove } = withKeys('b')
  remove()
  expect(registry.press('b', HERE)).toBe(false)
  expect(registry.list()).toEqual([])
})

test('for people, the newest act has a key that two claim', () => {
  const registry = new KeyRegistry({ isStrict: false })
  const run = vi.fn<(who: string) => void>()
  for (const name of ['older', 'newer']) {
    registry.add({ name, bindings: [{ keys: 'b', does: name, run: () => run(name) }] })
  }
  registry.press('b', HERE)
  expect(run.mock.calls).toEqual([['newer']])
})
