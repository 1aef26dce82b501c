/**
 * On or off, at once: for a setting, where a checkbox is for a form. A checkbox in another dress: Base UI's
 * switch renders a style attribute, which the content security policy forbids.
 */
export function Switch({
  label,
  isOn,
  onChange,
  isDisabled = false,
}: {
  readonly label: string
  readonly isOn: boolean
  onChange(isOn: boolean): void
  readonly isDisabled?: boolean
}) {
  return (
    <label className="inline-flex min-h-6 cursor-pointer items-center gap-2 max-sm:min-h-10">
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        className="relative h-4 w-7 shrink-0 appearance-none rounded-full border border-line-strong bg-paper before:absolute before:top-px before:left-px before:size-3 before:rounded-full before:bg-ink-faint checked:border-ink checked:bg-ink checked:before:left-[13px] checked:before:bg-paper disabled:opacity-50"
      />
      <span>{label}</span>
    </label>
  )
}
