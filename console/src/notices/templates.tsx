import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { ErrorState, Lozenge, MailIcon, SkeletonRows, UndoIcon, When, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { WithPane, reloaded } from '#shell/entity-page.tsx'
import { Form, type FormField } from '#shell/form.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { MailFrame } from '#notices/mail.tsx'
import { channelOptions, channelWord, type Template } from '#notices/shapes.ts'

interface Values {
  subject: string
  text: string
  html: string
  button: string
}

/** The words of every notice, by channel and language. */
export default function TemplatesPage() {
  const { id } = useParams()
  const list = (
    <ListPage<Template>
      resource="templates"
      title="Templates"
      filters={[{ name: 'channel', label: 'Channel', kind: 'one', useOptions: channelOptions }]}
      href={(t) => `/settings/templates/${t.id}${location.search}`}
      current={id}
      empty={{ title: 'No templates', text: 'Every notice of the product brings its own words.' }}
      columns={[
        { key: 'sentence', label: 'When', render: (t) => t.sentence },
        { key: 'channel', label: 'Channel', render: (t) => channelWord[t.channel] },
        { key: 'language', label: 'Language', from: 'md', render: (t) => t.language },
        {
          key: 'subject',
          label: 'Subject',
          from: 'lg',
          render: (t) => (
            <span className="quiet cut" style={{ display: 'block', maxWidth: 260 }}>
              {t.subject ?? t.text}
            </span>
          ),
        },
        { key: 'edited', label: 'Words', from: 'sm', render: (t) => (t.edited ? <Lozenge tone="info">Changed</Lozenge> : <span className="quiet">As shipped</span>) },
      ]}
    />
  )
  return (
    <WithPane base="/settings/templates" list={list} title="Template" width={560}>
      {id ? <Loaded key={id} id={id} /> : null}
    </WithPane>
  )
}

function Loaded({ id }: { id: string }) {
  const found = useQuery({ queryKey: ['lookup', 'template', id], queryFn: ({ signal }) => api.get<Template>(`/notification/templates/${id}`, { signal }) })
  if (found.isPending) return <SkeletonRows rows={5} height={64} />
  if (!found.data) return <ErrorState onRetry={() => void found.refetch()} />
  return <Editor key={found.data.version} template={found.data} />
}

function Editor({ template: t }: { template: Template }) {
  const navigate = useNavigate()
  const toast = useToast()
  const done = async (said: string) => {
    await reloaded('templates')
    toast(said)
  }
  const test = useMutation({
    mutationFn: () => api.post(`/notification/templates/${t.id}/test`),
    onSuccess: () => toast('A test is on its way to you.'),
    onError: (e) => toast(e.message),
  })
  const reset = useMutation({
    mutationFn: () => api.post(`/notification/templates/${t.id}/reset`),
    onSuccess: () => done('The shipped words are back.'),
    onError: (e) => toast(e.message),
  })
  const titled = t.channel !== 'sms'
  const fields: FormField<Values>[] = [
    ...(titled ? [{ name: 'subject' as const, label: t.channel === 'email' ? 'Subject' : 'Title', kind: 'text' as const, most: 300 }] : []),
    {
      name: 'text',
      label: 'Text',
      kind: 'long',
      rows: 8,
      most: 20_000,
      hint: (
        <>
          Variables:{' '}
          {t.variables.map((v) => (
            <code key={v} style={{ marginRight: 6 }}>{`{{${v}}}`}</code>
          ))}
        </>
      ),
    },
    ...(t.channel === 'email'
      ? [
          { name: 'button' as const, label: 'Words of the button', kind: 'text' as const, optional: true, most: 60 },
          { name: 'html' as const, label: 'HTML', kind: 'long' as const, optional: true, rows: 6, most: 50_000, hint: 'Without it, the text becomes paragraphs.' },
        ]
      : []),
  ]
  return (
    <div className="stack" style={{ gap: 20 }}>
      <p style={{ margin: 0 }}>
        {t.sentence}. {channelWord[t.channel]}, {t.language}.{' '}
        <span className="meta">
          Changed <When at={t.updatedAt} style="day" />
        </span>
      </p>
      <Form
        fields={fields}
        initial={{ subject: t.subject ?? '', text: t.text, html: t.html ?? '', button: t.button ?? '' }}
        onCancel={() => void navigate(`/settings/templates${location.search}`)}
        submit={async (v) => {
          await api.patch(`/notification/templates/${t.id}`, bodyOf(t, v), { version: t.version })
          await done('Saved.')
        }}
        extra={(v) => <Preview template={t} values={v} />}
      />
      <div className="row wrap">
        <Button startIcon={<MailIcon size={16} />} disabled={test.isPending} onClick={() => test.mutate()}>
          Send a test to me
        </Button>
        {t.edited ? (
          <Button startIcon={<UndoIcon size={16} />} disabled={reset.isPending} onClick={() => reset.mutate()}>
            Take the shipped words again
          </Button>
        ) : null}
      </div>
    </div>
  )
}
const bodyOf = (t: Template, v: Values) => ({
  text: v.text,
  ...(t.channel === 'sms' ? {} : { subject: v.subject || null }),
  ...(t.channel === 'email' ? { html: v.html || null, button: v.button || null } : {}),
})

/** What is in the form, filled with sample values, a moment after the last letter. */
function Preview({ template, values }: { template: Template; values: Values }) {
  const [asked, setAsked] = useState(values)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(values), 400)
    return () => clearTimeout(timer)
  }, [values])
  const found = useQuery({
    queryKey: ['preview', template.id, asked],
    queryFn: ({ signal }) =>
      api.post<{ subject: string | null; text: string; html: string | null }>(`/notification/templates/${template.id}/preview`, bodyOf(template, asked), { signal }),
    placeholderData: (old) => old,
    retry: false,
  })
  return (
    <section aria-label="Preview">
      <p className="form-label">Preview</p>
      {found.isError ? <p className="form-problem">{found.error.message}</p> : null}
      {found.data ? (
        <div className="stack" style={{ gap: 8 }}>
          {found.data.subject ? <b>{found.data.subject}</b> : null}
          {found.data.html ? (
            <MailFrame html={found.data.html} title="Preview of the mail" />
          ) : (
            <p className="result" style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
              {found.data.text}
            </p>
          )}
        </div>
      ) : null}
    </section>
  )
}
