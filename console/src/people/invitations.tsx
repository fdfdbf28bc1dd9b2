import Button from '@mui/material/Button'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { ConfirmDialog, Lozenge, When, useToast } from '@manifold/ui'
import { api } from '@manifold/client'
import { WithPane, reloaded } from '#shell/entity-page.tsx'
import { Form, type FormField } from '#shell/form.tsx'
import { ListPage } from '#shell/list-page.tsx'
import { useTeamOptions } from '#desk/lookups.ts'
import { useRoleOptions } from '#people/staff.tsx'

interface Invitation {
  id: string
  email: string
  name: string
  roleIds: string[]
  teamIds: string[]
  state: 'open' | 'accepted' | 'expired'
  expiresAt: string
  acceptedAt: string | null
  createdAt: string
}
interface Values {
  name: string
  email: string
  roleIds: string[]
  teamIds: string[]
}
const fields: FormField<Values>[] = [
  { name: 'name', label: 'Name', kind: 'text', most: 120 },
  { name: 'email', label: 'E-mail', kind: 'text', type: 'email', check: (v: never) => (/^\S+@\S+\.\S+$/.test(v) ? null : 'Enter a complete e-mail address.') },
  { name: 'roleIds', label: 'Roles', kind: 'many', useOptions: useRoleOptions },
  { name: 'teamIds', label: 'Teams', kind: 'many', optional: true, useOptions: useTeamOptions },
]
const stateWord = { open: 'Waiting', accepted: 'Accepted', expired: 'Expired' } as const
const tone = { open: 'info', accepted: 'ok', expired: 'plain' } as const

export default function InvitationsPage() {
  const { id } = useParams()
  const navigate = useNavigate()
  const toast = useToast()
  const roles = useRoleOptions()
  const [taking, setTaking] = useState<Invitation | null>(null)
  const withdraw = useMutation({
    mutationFn: (i: Invitation) => api.delete(`/user/invitations/${i.id}`),
    onSuccess: async (_, i) => {
      setTaking(null)
      await reloaded('invitations')
      toast(`The invitation of ${i.name} is taken back.`)
    },
    onError: (e) => toast(e.message),
  })
  return (
    <WithPane
      base="/settings/invitations"
      title="New invitation"
      list={
        <>
          <ListPage<Invitation>
            resource="invitations"
            title="Invitations"
            create={{ label: 'Invite', to: '/settings/invitations/new', may: 'user.invite' }}
            empty={{ title: 'Nobody is invited', text: 'An invitation is a link by e-mail, valid for seven days.' }}
            columns={[
              { key: 'name', label: 'Name', render: (i) => i.name },
              { key: 'email', label: 'E-mail', from: 'sm', render: (i) => i.email },
              { key: 'roles', label: 'Roles', from: 'md', render: (i) => i.roleIds.map((r) => roles.find((o) => o.value === r)?.label ?? '').join(', ') },
              { key: 'state', label: 'State', render: (i) => <Lozenge tone={tone[i.state]}>{stateWord[i.state]}</Lozenge> },
              { key: 'at', label: 'Until', from: 'sm', render: (i) => <When at={i.acceptedAt ?? i.expiresAt} style="day" /> },
              {
                key: 'act',
                label: '',
                width: 120,
                render: (i) =>
                  i.state === 'open' ? (
                    <Button variant="text" color="error" onClick={() => setTaking(i)}>
                      Take back
                    </Button>
                  ) : null,
              },
            ]}
          />
          <ConfirmDialog
            open={taking !== null}
            title={`Take back the invitation of ${taking?.name ?? ''}?`}
            text="The link in the e-mail stops working."
            confirm="Take back"
            keep="Keep"
            danger
            busy={withdraw.isPending}
            onClose={() => setTaking(null)}
            onConfirm={() => withdraw.mutate(taking!)}
          />
        </>
      }
    >
      {id === 'new' ? (
        <Form
          fields={fields}
          initial={{ name: '', email: '', roleIds: [], teamIds: [] }}
          saveLabel="Send invitation"
          onCancel={() => void navigate('/settings/invitations')}
          submit={async (v) => {
            await api.post('/user/invitations', { ...v, name: v.name.trim(), email: v.email.trim() })
            await reloaded('invitations')
            toast(`An invitation is on its way to ${v.email.trim()}.`)
            void navigate('/settings/invitations')
          }}
        />
      ) : null}
    </WithPane>
  )
}
