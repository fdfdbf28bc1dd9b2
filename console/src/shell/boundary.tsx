import { Component, type ErrorInfo, type ReactNode } from 'react'
import { ErrorState } from '@manifold/ui'
import { isProblem } from '@manifold/client'

/** A page that fails leaves the frame standing, says so, and can be tried again. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }
  static getDerivedStateFromError(error: Error) {
    return { error }
  }
  override componentDidCatch(error: Error, info: ErrorInfo) {
    // oxlint-disable-next-line no-console -- the one place where a broken page tells a developer why
    console.error(error, info.componentStack)
  }
  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    // A page that was built anew on the server: its old parts are gone, a fresh load finds the new ones.
    const stale = /dynamically imported module|Importing a module script failed/.test(error.message)
    return (
      <main>
        <ErrorState
          title={stale ? 'A new version of the console is out.' : isProblem(error) ? error.message : 'This page stopped working.'}
          text={stale ? 'Load the page again to use it. Drafts are kept.' : 'Your work is safe. Try again, and tell an administrator if it stays.'}
          onRetry={() => (stale ? location.reload() : this.setState({ error: null }))}
          reference={isProblem(error) ? error.requestId : null}
        />
      </main>
    )
  }
}
