import { NoSuchPage } from '#components/frame/no-such-page.tsx'

export default function NotFound() {
  return <NoSuchPage href="/desk" text="To the overview" />
}
