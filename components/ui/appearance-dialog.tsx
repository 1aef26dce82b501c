'use client'
import { type Appearance, DENSITIES, THEMES, TIME_ZONES, UP_DOWNS } from '#browser/appearance.ts'
import { useAppearance } from '#browser/use-appearance.ts'
import { Choice } from './choice.tsx'
import { Dialog } from './dialog.tsx'

/** How the person wants every page to look. A choice holds at once and in every browser of theirs. */
export function AppearanceDialog({
  isOpen,
  onOpenChange,
}: {
  readonly isOpen: boolean
  onOpenChange(isOpen: boolean): void
}) {
  const [appearance, change] = useAppearance()
  return (
    <Dialog title="Appearance" isOpen={isOpen} onOpenChange={onOpenChange}>
      {QUESTIONS.map((question) => (
        <Question
          key={question.name}
          question={question}
          value={appearance[question.name]}
          onChange={(value) => change({ [question.name]: value })}
        />
      ))}
    </Dialog>
  )
}

type QuestionOf<Name extends keyof Appearance> = {
  readonly name: Name
  readonly label: string
  readonly note?: string
  readonly options: readonly { readonly value: Appearance[Name]; readonly label: string }[]
}
type AnyQuestion = { [Name in keyof Appearance]: QuestionOf<Name> }[keyof Appearance]

const LABELS: Readonly<Record<Appearance[keyof Appearance], string>> = {
  system: 'As the system',
  dark: 'Dark',
  light: 'Light',
  compact: 'Compact',
  comfortable: 'Comfortable',
  'green-up': 'Green',
  'red-up': 'Red',
  utc: 'UTC',
  local: 'This computer’s',
}

const optionsOf = <Value extends keyof typeof LABELS>(values: readonly Value[]) =>
  values.map((value) => ({ value, label: LABELS[value] }))

const QUESTIONS: readonly AnyQuestion[] = [
  { name: 'theme', label: 'Theme', options: optionsOf(THEMES) },
  { name: 'density', label: 'Rows', options: optionsOf(DENSITIES) },
  { name: 'upDown', label: 'A rise is', options: optionsOf(UP_DOWNS) },
  {
    name: 'timeZone',
    label: 'Times',
    note: 'Statements and everything sent to a venue stay in UTC.',
    options: optionsOf(TIME_ZONES),
  },
]

function Question({
  question,
  value,
  onChange,
}: {
  readonly question: AnyQuestion
  readonly value: Appearance[keyof Appearance]
  onChange(value: Appearance[keyof Appearance]): void
}) {
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="text-label text-ink-soft">
        {question.label}
      </span>
      <Choice label={question.label} options={question.options} value={value} onChange={onChange} />
      {question.note === undefined ? null : (
        <p className="text-label text-ink-faint">{question.note}</p>
      )}
    </div>
  )
}
