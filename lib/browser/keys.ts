'use client'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { chordOf } from './key-chord.ts'
import { type KeyBinding, type KeyGroup, KeyRegistry } from './key-registry.ts'

// A clash is found while building; a person's page must not fall over one.
const registry = new KeyRegistry({ isStrict: process.env.NODE_ENV !== 'production' })

/**
 * Keys of the page while the component is mounted. They rest while text is written (but for chords with `mod`
 * or `alt`), while a dialog or a menu is open, and when what has the focus took the key for itself.
 *
 *     useKeys([{ keys: 'b', does: 'Buy ticket', run: () => focusTicket('buy') }], 'Market')
 *
 * A key that already acts throws (in production the newest has it). `run` may change from render to render.
 */
export function useKeys(bindings: readonly KeyBinding[], group = 'This page'): void {
  const latest = useRef(bindings)
  latest.current = bindings
  const signature = bindings.map(({ keys, does, run }) => `${keys}\n${does}\n${run === undefined}`)
  const registered = signature.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `registered` stands for the bindings
  useEffect(() => {
    const stable = latest.current.map(({ keys, does, run }, index) => ({
      keys,
      does,
      run: run === undefined ? undefined : () => latest.current[index]?.run?.(),
    }))
    return registry.add({ name: group, bindings: stable })
  }, [registered, group])
}

/** Every key that works now, by group. */
export function useKeyList(): readonly KeyGroup[] {
  return useSyncExternalStore(
    (listener) => registry.subscribe(listener),
    () => registry.list(),
    () => NONE,
  )
}

/** Hears the page's keys while mounted. The frame mounts it once. */
export function useKeyListener(): void {
  useEffect(() => {
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}

const NONE: readonly KeyGroup[] = []

/** What lies over the page and has keys of its own. */
const OVERLAYS = '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]'
const WRITTEN_IN = 'input,textarea,select,[contenteditable]'
const TEXTLESS_INPUTS: ReadonlySet<string> = new Set(['checkbox', 'radio', 'button', 'range'])

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return
  const chord = chordOf(event)
  if (chord === null || document.querySelector(OVERLAYS) !== null) return
  const isTaken = registry.press(chord, { at: event.timeStamp, isTyping: isTyping(event.target) })
  if (isTaken) event.preventDefault()
}

function isTyping(target: EventTarget | null): boolean {
  const field = target instanceof Element ? target.closest(WRITTEN_IN) : null
  if (field === null) return false
  return !(field instanceof HTMLInputElement && TEXTLESS_INPUTS.has(field.type))
}
