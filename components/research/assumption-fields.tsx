import { Field, Select } from '#components/ui/field.tsx'

/** What the simulated broker is and takes. */
export function AssumptionFields() {
  return (
    <fieldset className="grid grid-cols-2 gap-3 border-t border-line pt-2 sm:grid-cols-3">
      <legend className="text-label text-ink-faint">Assumptions</legend>
      <NumberField label="Cash" name="cash" defaultValue={100_000} min={1} />
      <NumberField
        label="Size, % of equity"
        name="equityPercent"
        defaultValue={10}
        min={0.01}
        max={100}
      />
      <NumberField
        label="Fee, bps"
        name="feeBps"
        defaultValue={10}
        min={-100}
        max={1_000}
        hint="On each side"
      />
      <NumberField
        label="Half spread, bps"
        name="halfSpreadBps"
        defaultValue={1}
        min={0}
        max={1_000}
      />
      <NumberField label="Leverage" name="leverage" defaultValue={1} min={1} max={200} />
      <Select label="At the end" name="atEnd" defaultValue="close">
        <option value="close">Close</option>
        <option value="mark">Leave at mark</option>
      </Select>
    </fieldset>
  )
}

type NumberFieldProps = {
  readonly label: string
  readonly name: string
  readonly defaultValue: number
  readonly min: number
  readonly max?: number
  readonly hint?: string
}

function NumberField(props: NumberFieldProps) {
  return <Field {...props} type="number" inputMode="decimal" step="any" required />
}
