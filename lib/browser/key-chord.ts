/** What a key event tells: the part of KeyboardEvent that chords are read from. */
export type KeyPress = {
  readonly key: string
  /** The key's place on the keyboard: `KeyB`. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/**
 * A press in the words of bindings: `b`, `shift+b`, `mod+k`, `alt+h`, `?`, `escape`; null for a modifier alone.
 * `mod` is Ctrl, or Command on a Mac. Shift is said of letters and named keys only: it is already in `?`. On a
 * keyboard whose letters are not Latin, the key's place counts.
 */
export function chordOf(press: KeyPress): string | null {
  if (MODIFIERS.has(press.key)) return null
  const name = nameOf(press)
  const isLetterOrNamed = name.length > 1 || /[a-z]/.test(name)
  return [
    press.ctrlKey || press.metaKey ? 'mod+' : '',
    press.altKey ? 'alt+' : '',
    press.shiftKey && isLetterOrNamed ? 'shift+' : '',
    name,
  ].join('')
}

/** The chords of a binding, one after the other: `g o` has two. */
export function chordsOf(keys: string): readonly string[] {
  return keys.split(' ')
}

/** A chord with `mod` or `alt` writes no text. */
export function isTextless(chord: string): boolean {
  return chord.startsWith('mod+') || chord.startsWith('alt+')
}

/** A binding as keys are printed: `['Ctrl', 'K']`, `['G', 'O']`. */
export function keyCaps(keys: string, isMac: boolean): readonly string[] {
  return chordsOf(keys).flatMap((chord) => {
    const parts = chord === '+' ? ['+'] : chord.split('+')
    return parts.map((part) => CAPS[part]?.(isMac) ?? part.toUpperCase())
  })
}

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'])

const CAPS: Readonly<Record<string, (isMac: boolean) => string>> = {
  mod: (isMac) => (isMac ? '⌘' : 'Ctrl'),
  alt: (isMac) => (isMac ? '⌥' : 'Alt'),
  shift: () => 'Shift',
  escape: () => 'Esc',
  enter: () => 'Enter',
  space: () => 'Space',
  arrowup: () => '↑',
  arrowdown: () => '↓',
  arrowleft: () => '←',
  arrowright: () => '→',
}

function nameOf({ key, code }: KeyPress): string {
  if (key === ' ') return 'space'
  const isLatin = key.length > 1 || key.charCodeAt(0) < 128
  const place = isLatin ? null : /^(?:Key|Digit)(.)$/.exec(code)
  return (place?.[1] ?? key).toLowerCase()
}
