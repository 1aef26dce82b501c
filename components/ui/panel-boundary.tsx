'use client'
import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { FailedFace } from './faces.tsx'
import { requestIdOf } from './request-id-of.ts'

type Props = { readonly title: string; readonly children: ReactNode }
type State = { readonly error: Error | null }

/** What breaks in a panel stays in it: the others go on, and this one says so and can be tried again. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <FailedFace
        text={`${this.props.title} cannot be shown: ${error.message} Everything beside it still works.`}
        requestId={requestIdOf(error)}
        act={<Button onClick={() => this.setState({ error: null })}>Try again</Button>}
      />
    )
  }
}
