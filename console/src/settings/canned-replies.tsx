import { Lozenge } from '@manifold/ui'
import { EntityPage } from '#shell/entity-page.tsx'
import { useTeamOptions, type CannedReply } from '#desk/lookups.ts'
import { useMay } from '#shell/session.ts'
import { useVocabulary } from '#settings/vocabulary.ts'

interface Values {
  title: string
  shortcut: string
  body: string
  teamId: string | null
}
export const Team = ({ id }: { id: string | null }) => <>{id === null ? 'Everybody' : (useTeamOptions().find((t) => t.value === id)?.label ?? 'A team')}</>

function Variables() {
  const { variables } = useVocabulary()
  if (variables.length === 0) return null
  return (
    <details className="result">
      <summary style={{ cursor: 'pointer' }}>Variables you can use</summary>
      <dl className="facts" style={{ marginTop: 8 }}>
        {variables.map((v) => (
          <div key={v.name} style={{ display: 'contents' }}>
            <dt>
              <code>{`{{${v.name}}}`}</code>
            </dt>
            <dd>{v.sentence}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

export default function CannedRepliesPage() {
  const configure = useMay()('support.desk.configure')
  return (
    <EntityPage<CannedReply, Values>
      resource="canned-replies"
      base="/settings/canned-replies"
      one="canned reply"
      width={480}
      name={(c) => c.title}
      list={{
        title: 'Canned replies',
        note: 'Insert one by / in a reply',
        exportName: 'canned-replies',
        empty: { title: 'No canned replies yet', text: 'Words that are written often, with the customer’s name and the reference filled in.' },
        columns: [
          { key: 'title', label: 'Title', render: (c) => c.title, csv: (c) => c.title },
          { key: 'shortcut', label: 'Shortcut', render: (c) => (c.shortcut ? <Lozenge>/{c.shortcut}</Lozenge> : '–'), csv: (c) => c.shortcut },
          { key: 'team', label: 'For', from: 'sm', render: (c) => <Team id={c.teamId} /> },
          {
            key: 'body',
            label: 'Words',
            from: 'md',
            render: (c) => (
              <span className="quiet cut" style={{ display: 'block', maxWidth: 420 }}>
                {c.body}
              </span>
            ),
            csv: (c) => c.body,
          },
        ],
      }}
      blank={{ title: '', shortcut: '', body: '', teamId: null }}
      values={(c) => ({ title: c.title, shortcut: c.shortcut ?? '', body: c.body, teamId: c.teamId })}
      body={(v) => ({ title: v.title.trim(), shortcut: v.shortcut.trim() || null, body: v.body, teamId: v.teamId })}
      removeText={() => 'Macros and rules that use it stop working.'}
      {...(configure ? { extra: () => <Variables /> } : {})}
      fields={[
        { name: 'title', label: 'Title', kind: 'text', most: 120 },
        {
          name: 'shortcut',
          label: 'Shortcut',
          kind: 'text',
          optional: true,
          most: 30,
          hint: 'Typed after /. Small letters, digits and hyphens.',
          check: (v: never) => (/^[a-z0-9-]*$/.test(v) ? null : 'Use small letters, digits and hyphens.'),
        },
        { name: 'body', label: 'Words', kind: 'long', rows: 8, most: 10_000 },
        { name: 'teamId', label: 'Only for a team', kind: 'select', optional: true, useOptions: useTeamOptions },
      ]}
    />
  )
}
