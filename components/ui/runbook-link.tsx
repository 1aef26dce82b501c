import { PlaceLink } from './place-link.tsx'

/** The way from a state to what to do about it. */
export function RunbookLink({ name }: { readonly name: string }) {
  return (
    <PlaceLink href={`/desk/runbooks/${name}`}>
      What to do<span className="sr-only">: {name.replaceAll('-', ' ')}</span>
    </PlaceLink>
  )
}
