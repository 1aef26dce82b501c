import { EmptyFace } from '#components/ui/faces.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { PageAlive } from './page-alive.tsx'

/** An address within the frame that leads nowhere, or to what is not this person's to see. */
export function NoSuchPage({ href, text }: { readonly href: string; readonly text: string }) {
  return (
    <section aria-label="Not found" className="rounded-box border border-line bg-panel">
      <h1 className="px-3 pt-4 text-title font-semibold">There is no such page</h1>
      <EmptyFace
        text="The address is wrong, or what it named is not yours to see."
        act={<PlaceLink href={href}>{text}</PlaceLink>}
      />
      <PageAlive />
    </section>
  )
}
