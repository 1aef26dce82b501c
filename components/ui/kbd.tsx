/** A key or several, as they stand on the keyboard: "Ctrl K", "g o". */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className="inline-flex items-center gap-0.5 align-middle">
      {keys.split(' ').map((key, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice, and none ever moves
          key={place}
          className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-box border border-line-strong bg-raised px-1 font-mono text-[11px] leading-none text-ink-soft"
        >
          {key}
        </span>
      ))}
    </kbd>
  )
}
