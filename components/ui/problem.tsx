/** Why an act did not happen, told where it was asked. */
export function Problem({ error }: { readonly error: Error | null }) {
  if (error === null) return null
  return (
    <p role="alert" className="rounded-box border border-stop bg-stop-paper px-3 py-2 text-stop">
      {error.message}
    </p>
  )
}
