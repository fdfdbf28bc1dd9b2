import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Avatar, ImageIcon, useToast } from '@manifold/ui'
import { api, type Me } from '@manifold/client'
import { Form, type FormField } from '#shell/form.tsx'
import { refreshMe, useMe } from '#shell/session.ts'
import { zoneOptions } from '#shell/zone.ts'

interface Values {
  name: string
  locale: string | null
  timeZone: string | null
}
const locales = [
  ['en-IN', 'English (India)'],
  ['en-GB', 'English (United Kingdom)'],
  ['en', 'English'],
  ['hi', 'हिन्दी'],
  ['mr', 'मराठी'],
]
export function Profile() {
  const me = useMe()
  const toast = useToast()
  const known = locales.some(([l]) => l === me.locale) ? locales : [[me.locale, me.locale], ...locales]
  const fields: FormField<Values>[] = [
    { name: 'name', label: 'Name', kind: 'text', most: 120, hint: 'Customers and colleagues see it on what you write' },
    { name: 'locale', label: 'Language of dates and numbers', kind: 'select', useOptions: () => known.map(([value, label]) => ({ value: value!, label: label! })) },
    { name: 'timeZone', label: 'Time zone', kind: 'select', useOptions: () => zoneOptions(me.timeZone) },
  ]
  return (
    <div className="stack" style={{ gap: 24 }}>
      <Picture />
      <Form
        key={me.version}
        fields={fields}
        initial={{ name: me.name, locale: me.locale, timeZone: me.timeZone }}
        submit={async (v) => {
          await refreshMe(await api.patch<Me>('/user/me', { name: v.name.trim(), locale: v.locale, timeZone: v.timeZone }, { version: me.version }))
          toast('Saved.')
        }}
      />
      <dl className="facts">
        <dt>E-mail</dt>
        <dd>
          {me.email ?? '–'}
          {me.email ? <span className="meta">{me.emailVerified ? ', verified' : ', not verified yet'}</span> : null}
        </dd>
        <dt>Phone</dt>
        <dd>{me.phone ?? '–'}</dd>
        <dt>Roles</dt>
        <dd>{me.roles.map((r) => (r as { label?: string }).label ?? r.name).join(', ')}</dd>
        <dt>Teams</dt>
        <dd>{me.teams.map((t) => t.name).join(', ') || '–'}</dd>
        <dt>Capacity</dt>
        <dd>{me.capacity ?? '–'}</dd>
      </dl>
    </div>
  )
}

function Picture() {
  const me = useMe()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const change = useMutation({
    mutationFn: async (file: File | null) => api.patch<Me>('/user/me', { avatarMediaId: file ? (await api.upload(file, file.name)).id : null }),
    onSuccess: async (saved, file) => {
      setProblem(null)
      await refreshMe(saved)
      toast(file ? 'Your picture is changed.' : 'Your picture is removed.')
    },
    onError: (e) => setProblem(e.message),
  })
  return (
    <div>
      <div className="picture">
        <Avatar name={me.name} src={me.avatarUrl} size={56} />
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          aria-label="Picture"
          onChange={(e) => {
            const f = e.target.files?.[0]
            e.target.value = ''
            if (f) change.mutate(f)
          }}
        />
        <Button startIcon={<ImageIcon size={16} />} disabled={change.isPending} onClick={() => input.current?.click()}>
          {me.avatarUrl ? 'Change picture' : 'Add a picture'}
        </Button>
        {me.avatarUrl ? (
          <Button variant="text" disabled={change.isPending} onClick={() => change.mutate(null)}>
            Remove
          </Button>
        ) : null}
      </div>
      {problem ? (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
