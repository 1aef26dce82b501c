import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '#api/codecs/person.ts'
import { Field } from '#components/ui/field.tsx'

/** A password to be chosen. */
export function NewPasswordField() {
  return (
    <Field
      label="Password"
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={PASSWORD_LENGTH_MIN}
      maxLength={PASSWORD_LENGTH_MAX}
      hint={`At least ${PASSWORD_LENGTH_MIN} characters.`}
      required
    />
  )
}
