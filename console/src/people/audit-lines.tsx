import Button from '@mui/material/Button'
import { useInfiniteQuery } from '@tanstack/react-query'
import { EmptyState, ErrorState, SkeletonRows, When } from '@manifold/ui'
import { api, type AuditEntry, type Page } from '@manifold/client'

/** What happened with an account, newest first. */
export function AuditLines({ title, path, empty }: { title: string; path: string; empty: string }) {
  const found = useInfiniteQuery({
    queryKey: ['audit-lines', path],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => api.get<Page<AuditEntry>>(path, { query: { cursor: pageParam, limit: 25 }, signal }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const lines = found.data?.pages.flatMap((p) => p.data) ?? []
  return (
    <section className="panel panel-pad" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      {found.isPending ? (
        <SkeletonRows rows={3} height={38} />
      ) : found.isError ? (
        <ErrorState onRetry={() => void found.refetch()} />
      ) : lines.length === 0 ? (
        <EmptyState title="Nothing yet" text={empty} />
      ) : (
        <ul className="lines">
          {lines.map((line) => (
            <li key={line.id}>
              <span className="grow">
                {line.sentence}
                {line.actorName && !line.sentence.includes(line.actorName) ? <span className="meta"> {line.actorName}</span> : null}
              </span>
              <span className="meta">{line.address ?? ''}</span>
              <span className="meta">
                <When at={line.at} style="dayTime" />
              </span>
            </li>
          ))}
        </ul>
      )}
      {found.hasNextPage ? (
        <Button sx={{ mt: 2 }} disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show older
        </Button>
      ) : null}
    </section>
  )
}
