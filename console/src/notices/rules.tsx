import Switch from '@mui/material/Switch'
import { useMutation } from '@tanstack/react-query'
import { useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { EntityPage, reloaded } from '#shell/entity-page.tsx'
import { fixed } from '#shell/filters.ts'
import { useStaff, useTeamOptions } from '#desk/lookups.ts'
import { channelOptions, channelWord, type Channel, type NoticeRule } from '#notices/shapes.ts'
import { useQuery } from '@tanstack/react-query'

interface Values {
  notice: string | null
  kind: string | null
  teamId: string | null
  personId: string | null
  channels: Channel[]
  active: boolean
}
const useNotices = () =>
  [
    ...new Map(
      (useQuery({ queryKey: ['lookup', '/notification/rules'], queryFn: ({ signal }) => api.get<{ data: NoticeRule[] }>('/notification/rules', { signal }) }).data?.data ?? []).map(
        (r) => [r.notice, r.sentence],
      ),
    ),
  ].map(([value, label]) => ({ value, label }))
const useStaffOptions = () => useStaff().map((s) => ({ value: s.id, label: s.name }))

function Toggle({ rule }: { rule: NoticeRule }) {
  const toast = useToast()
  const change = useMutation({
    mutationFn: (active: boolean) => api.patch(`/notification/rules/${rule.id}`, { active }, { version: rule.version }),
    onSuccess: () => reloaded('notice-rules'),
    onError: (e) => toast(e.message),
  })
  return (
    <Switch
      checked={rule.active}
      disabled={change.isPending}
      slotProps={{ input: { 'aria-label': `${rule.sentence}: on` } }}
      onChange={(e) => change.mutate(e.target.checked)}
      sx={{ position: 'relative', zIndex: 1 }}
    />
  )
}

/** Who gets which notice on which channels. */
const NoticeRulesPage = () => (
  <EntityPage<NoticeRule, Values>
    resource="notice-rules"
    base="/settings/notice-rules"
    one="rule"
    name={(r) => r.sentence}
    list={{
      title: 'Who is told what',
      empty: { title: 'No notices', text: 'Every module declares its notices.' },
      rowTone: (r) => (r.active ? undefined : 'quiet'),
      columns: [
        { key: 'sentence', label: 'When', render: (r) => r.sentence },
        { key: 'who', label: 'Who', from: 'sm', render: (r) => r.audience.label },
        { key: 'channels', label: 'How', from: 'md', render: (r) => r.channels.map((c) => channelWord[c]).join(', ') || 'Nowhere' },
        { key: 'on', label: 'On', num: true, width: 70, render: (r) => <Toggle rule={r} /> },
      ],
    }}
    blank={{ notice: null, kind: 'team', teamId: null, personId: null, channels: ['inbox'], active: true }}
    values={(r) => ({ notice: r.notice, kind: r.audience.kind, teamId: r.audience.id, personId: r.audience.id, channels: r.channels, active: r.active })}
    body={(v, row) =>
      row
        ? { channels: v.channels, active: v.active }
        : { notice: v.notice, audience: { kind: v.kind, id: v.kind === 'team' ? v.teamId : v.personId }, channels: v.channels, active: v.active }
    }
    mayRemove={(r) => !r.builtIn}
    removeText={() => 'They are no longer told, unless another rule says so.'}
    fields={(row) => [
      ...(row
        ? []
        : ([
            { name: 'notice', label: 'Notice', kind: 'select', useOptions: useNotices },
            {
              name: 'kind',
              label: 'To',
              kind: 'select',
              useOptions: fixed([
                ['team', 'A team'],
                ['person', 'A colleague'],
              ]),
            },
            { name: 'teamId', label: 'Team', kind: 'select', when: (v: Values) => v.kind === 'team', useOptions: useTeamOptions },
            { name: 'personId', label: 'Colleague', kind: 'select', when: (v: Values) => v.kind === 'person', useOptions: useStaffOptions },
          ] as const)),
      {
        name: 'channels',
        label: 'How',
        kind: 'many',
        optional: true,
        hint: row ? `To: ${row.audience.label}. What people chose for themselves goes before this.` : undefined,
        useOptions: row ? fixed(row.possible.map((c) => [c, channelWord[c]] as const)) : channelOptions,
      },
      { name: 'active', label: 'On', kind: 'switch' },
    ]}
  />
)
export default NoticeRulesPage
