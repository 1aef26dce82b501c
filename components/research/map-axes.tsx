import type { SweepResultView } from '#api/codecs/research-result.ts'
import { Select } from '#components/ui/field.tsx'
import { heldOf, type MapView, valuesAt } from './sweep-map.ts'

type Props = {
  readonly result: SweepResultView
  readonly view: MapView
  onChange(view: MapView): void
}

/** Chooses which of three swept parameters is held, and at which value; nothing where there are fewer. */
export function MapAxes({ result, view, onChange }: Props) {
  const held = heldOf(result, view)
  if (held === null) return null
  const { swept } = result
  const hold = (place: number) => {
    const [y = 0, x = 1] = swept.map((_, each) => each).filter((each) => each !== place)
    onChange({ x, y, held: valuesAt(result, place)[0] ?? null })
  }
  return (
    <>
      <Select
        label="Held"
        value={held}
        onChange={({ currentTarget: { value } }) => hold(Number(value))}
      >
        {swept.map((name, place) => (
          <option key={name} value={place}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        label={`At ${swept[held]}`}
        value={view.held ?? undefined}
        onChange={({ currentTarget: { value } }) => onChange({ ...view, held: Number(value) })}
      >
        {valuesAt(result, held).map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </Select>
    </>
  )
}
