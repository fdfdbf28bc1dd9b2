import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { useState } from 'react'
import { ConfirmDialog, Lozenge, RefreshIcon, TrashIcon, When, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { WithPane, reloaded } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { ListPage } from '#shell/list-page.tsx'
import { queries } from '#shell/query.ts'
import '#settings/settings.css'
import './system.css'

export interface Job {
  id: string
  name: string
  state: 'waiting' | 'running' | 'failed'
  /** What it works on, in a few words. */
  summary: string | null
  queue: string | null
  attempts: number
  maxAttempts: number
  runAt: string
  createdAt: string
  lockedAt: string | null
  lastError: string | null
}
const stateWord = { waiting: 'Waiting', running: 'Running', failed: 'Failed' } as const
const tone = { waiting: 'plain', running: 'info', failed: 'danger' } as const
const sure = (s: string): keyof typeof stateWord => (s in stateWord ? (s as 'waiting') : 'waiting')

/** What the workers do, what waits, and what gave up. */
export default function JobsPage() {
  const { id } = useParams()
  const summary = useQuery({
    queryKey: ['jobs', 'summary'],
    queryFn: ({ signal }) => api.get<Record<string, number | string | null>>('/admin/jobs/summary', { signal }),
    refetchInterval: 5000,
  }).data
  const figures = Object.entries(summary ?? {}).filter((e): e is [string, number] => typeof e[1] === 'number' && e[0] !== 'oldestDueSeconds')
  const list = (
    <div className="jobs">
      <div>
        {figures.length > 0 ? (
          <dl className="panel tiles" style={{ marginTop: 14 }}>
            {figures.map(([k, v]) => (
              <div key={k}>
                <dt>{words(k)}</dt>
                <dd style={/failed|dead/i.test(k) && v > 0 ? { color: 'var(--danger)' } : undefined}>{v.toLocaleString('en-IN')}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
      <ListPage<Job>
        resource="jobs"
        title="Jobs"
        filters={[{ name: 'state', label: 'State', kind: 'one', useOptions: fixed(Object.entries(stateWord)) }]}
        href={(j) => `/settings/jobs/${j.id}${location.search}`}
        current={id}
        bulk={[
          {
            label: 'Try again now',
            may: 'jobs.manage',
            run: (rows) => Promise.all(rows.map((r) => api.post(`/admin/jobs/${r.id}/retry`))),
            done: (rows) => `${rows.length} jobs are tried again.`,
          },
          {
            label: 'Delete',
            may: 'jobs.manage',
            danger: true,
            run: (rows) => Promise.all(rows.map((r) => api.delete(`/admin/jobs/${r.id}`))),
            done: (rows) => `${rows.length} jobs are deleted.`,
          },
        ]}
        rowTone={(j) => (j.state === 'failed' ? 'danger' : undefined)}
        empty={{ title: 'No jobs', text: 'Everything that was asked for is done.' }}
        columns={[
          { key: 'name', label: 'Job', render: (j) => j.name },
          {
            key: 'summary',
            label: 'Works on',
            from: 'lg',
            render: (j) => (
              <span className="quiet cut" style={{ display: 'block', maxWidth: 260 }}>
                {j.summary ?? '–'}
              </span>
            ),
          },
          { key: 'state', label: 'State', render: (j) => <Lozenge tone={tone[sure(j.state)]}>{stateWord[sure(j.state)]}</Lozenge> },
          { key: 'attempts', label: 'Attempts', num: true, from: 'sm', render: (j) => `${j.attempts} of ${j.maxAttempts}` },
          {
            key: 'error',
            label: 'Last error',
            from: 'lg',
            render: (j) => (
              <span className="quiet cut" style={{ display: 'block', maxWidth: 360 }}>
                {j.lastError ?? '–'}
              </span>
            ),
          },
          { key: 'at', label: 'Runs', render: (j) => <When at={j.runAt} style="dayTime" /> },
        ]}
      />
    </div>
  )
  return (
    <WithPane base="/settings/jobs" list={list} title="Job">
      {id ? <One key={id} id={id} /> : null}
    </WithPane>
  )
}
const words = (key: string) => {
  const t = key.replace(/([A-Z])/g, ' $1').toLowerCase()
  return t.charAt(0).toUpperCase() + t.slice(1)
}

function One({ id }: { id: string }) {
  const toast = useToast()
  const [removing, setRemoving] = useState(false)
  const j = queries
    .getQueriesData<{ pages: { data: Job[] }[] }>({ queryKey: ['jobs', 'getInfiniteList'] })
    .flatMap(([, d]) => d?.pages.flatMap((p) => p.data) ?? [])
    .find((r) => String(r.id) === id)
  const act = useMutation({
    mutationFn: (what: 'retry' | 'delete') => (what === 'retry' ? api.post(`/admin/jobs/${id}/retry`) : api.delete(`/admin/jobs/${id}`)),
    onSuccess: async (_, what) => {
      setRemoving(false)
      await reloaded('jobs')
      toast(what === 'retry' ? 'It is tried again now.' : 'The job is deleted.')
    },
    onError: (e) => toast(e.message),
  })
  if (!j) return <p className="meta">It is done, or not among those that are loaded.</p>
  return (
    <div className="stack">
      <dl className="facts">
        <dt>Job</dt>
        <dd>{j.name}</dd>
        <dt>State</dt>
        <dd>{stateWord[sure(j.state)]}</dd>
        <dt>Attempts</dt>
        <dd>
          {j.attempts} of {j.maxAttempts}
        </dd>
        <dt>Asked for</dt>
        <dd>
          <When at={j.createdAt} style="dayTime" />
        </dd>
        <dt>Runs</dt>
        <dd>
          <When at={j.runAt} style="dayTime" />
        </dd>
        {j.queue ? (
          <>
            <dt>Queue</dt>
            <dd>{j.queue}</dd>
          </>
        ) : null}
        {j.summary ? (
          <>
            <dt>Works on</dt>
            <dd>{j.summary}</dd>
          </>
        ) : null}
      </dl>
      {j.lastError ? (
        <div>
          <p className="form-label">Last error</p>
          <pre className="json">{j.lastError}</pre>
        </div>
      ) : null}
      <div className="row">
        <Button startIcon={<RefreshIcon size={16} />} disabled={act.isPending} onClick={() => act.mutate('retry')}>
          Try again now
        </Button>
        <Button color="error" startIcon={<TrashIcon size={16} />} onClick={() => setRemoving(true)}>
          Delete
        </Button>
      </div>
      <ConfirmDialog
        open={removing}
        title={`Delete the job ${j.name}?`}
        text="What it would have done is not done."
        confirm="Delete"
        danger
        busy={act.isPending}
        onClose={() => setRemoving(false)}
        onConfirm={() => act.mutate('delete')}
      />
    </div>
  )
}
