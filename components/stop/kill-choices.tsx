import { Checkbox, Field, Select } from '#components/ui/field.tsx'
import type { KillTarget } from './kill-targets.ts'

const REASON_LENGTH_MAX = 200
const FLATTEN_WORD = 'flatten'

/** What the switch is to do, as it is being chosen. */
export type KillWish = {
  readonly targetKey: string | null
  readonly cancelAll: boolean
  readonly flatten: boolean
  readonly isDrill: boolean
  readonly reason: string
  /** The word that closing positions takes. */
  readonly typed: string
}

export const EMPTY_WISH: KillWish = {
  targetKey: null,
  cancelAll: true,
  flatten: false,
  isDrill: false,
  reason: '',
  typed: '',
}

/** Closing positions takes a typed word: a slip of the finger must not. */
export function isSure({ flatten, typed }: KillWish): boolean {
  return !flatten || typed.trim().toLowerCase() === FLATTEN_WORD
}

/** The choices of the kill switch: of what, how far, and why. */
export function KillChoices({
  wish,
  target,
  targets,
  onChange,
}: {
  readonly wish: KillWish
  readonly target: KillTarget
  readonly targets: readonly KillTarget[]
  onChange(part: Partial<KillWish>): void
}) {
  return (
    <>
      <Select
        label="What it stops"
        value={target.key}
        onChange={({ target: { value } }) => onChange({ targetKey: value })}
      >
        {targets.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </Select>
      <div className="flex flex-wrap gap-x-4">
        <Checkbox
          label="Cancel every order"
          checked={wish.cancelAll || wish.flatten}
          disabled={wish.flatten}
          onChange={({ target: { checked } }) => onChange({ cancelAll: checked })}
        />
        <Checkbox
          label="Close every position"
          checked={wish.flatten}
          onChange={({ target: { checked } }) => onChange({ flatten: checked, typed: '' })}
        />
        <Checkbox
          label="Drill: halt, but cancel and close nothing"
          checked={wish.isDrill}
          onChange={({ target: { checked } }) => onChange({ isDrill: checked })}
        />
      </div>
      <Field
        label="Why"
        value={wish.reason}
        maxLength={REASON_LENGTH_MAX}
        onChange={({ target: { value } }) => onChange({ reason: value })}
      />
      {wish.flatten ? (
        <Field
          label={`Type ${FLATTEN_WORD} to close positions at the market`}
          value={wish.typed}
          autoComplete="off"
          onChange={({ target: { value } }) => onChange({ typed: value })}
        />
      ) : null}
    </>
  )
}
