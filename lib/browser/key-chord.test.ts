import { expect, test } from 'vitest'
import { chordOf, keyCaps } from './key-chord.ts'

const press = (key: string, also: Partial<Parameters<typeof chordOf>[0]> = {}) =>
  chordOf({
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...also,
  })

test('a chord names its modifiers and its key', () => {
  expect(press('b')).toBe('b')
  expect(press('B', { shiftKey: true })).toBe('shift+b')
  expect(press('k', { ctrlKey: true })).toBe('mod+k')
  expect(press('k', { metaKey: true })).toBe('mod+k')
  expect(press('Escape')).toBe('escape')
  expect(press(' ')).toBe('space')
})

test('Caps Lock changes nothing', () => {
  expect(press('B')).toBe('b')
})

test('a sign is itself on every keyboard, however Shift makes it', () => {
  expect(press('?', { shiftKey: true })).toBe('?')
  expect(press('/', { shiftKey: true, code: 'Digit7' })).toBe('/')
})

test('on a keyboard of other letters the place of the key counts', () => {
  expect(press('и', { code: 'KeyB' })).toBe('b')
  expect(press('л', { code: 'KeyK', ctrlKey: true })).toBe('mod+k')
})

test('a modifier alone is no chord', () => {
  expect(press('Shift', { shiftKey: true })).toBeNull()
})

test('keys are printed as the keyboard prints them', () => {
  expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K'])
  expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K'])
  expect(keyCaps('g o', false)).toEqual(['G', 'O'])
  expect(keyCaps('?', false)).toEqual(['?'])
})
