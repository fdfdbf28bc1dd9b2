import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { ApiProblem, isProblem, type Category } from '@manifold/client'
import { keepClaim } from '#draft.ts'
import { Submit, TextBox } from '#form.tsx'
import { sizeText } from '@manifold/ui/files.tsx'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { Panel, c } from '#parts.tsx'
import type { StepProps } from '#report/category-step.tsx'
import { ContactFields, checkContact, contactOut } from '#report/contact.tsx'
import { fieldOut, fieldText } from '#report/extra-field.tsx'
import { useMe } from '#session.ts'
import { Foot } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'
import { useCreateTicket } from '#tickets.ts'
import { oneLine } from '#words.ts'

/** A last look, the place, and for guests how to reach them. */
export function ReviewStep({ kept, category, uploads }: StepProps & { category: Category; owner: string }) {
  const me = useMe()
  const navigate = useNavigate()
  const create = useCreateTicket()
  const { draft, change } = kept
  const home = me?.address ? oneLine(me.address) : ''
  const address = draft.address || home
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const top = useRef<HTMLDivElement>(null)
  const toTop = () => setTimeout(() => top.current?.querySelector<HTMLElement>('[role=alert]')?.focus(), 0)

  const send = async (e: React.FormEvent) => {
    e.preventDefault()
    if (create.isPending) return
    const found = me ? {} : checkContact(draft.contact)
    setErrors(found)
    setProblem(null)
    if (Object.keys(found).length > 0) return toTop()
    const fields = Object.fromEntries(
      category.fields.flatMap((f) => {
        const v = fieldOut(f, draft.fields[f.key])
        return v === undefined ? [] : [[f.key, v]]
      }),
    )
    try {
      const ticket = await create.mutateAsync({
        categoryId: category.id,
        subject: draft.subject.trim(),
        description: draft.description.trim(),
        ...(uploads.attachAs.length > 0 ? { attachmentIds: uploads.attachAs } : {}),
        ...(Object.keys(fields).length > 0 ? { fields } : {}),
        ...(address.trim() ? { location: { address: address.trim() } } : {}),
        ...(me ? {} : { contact: contactOut(draft.contact) }),
        ...(draft.relatedTo && me ? { relatedTo: { type: draft.relatedTo.type, id: draft.relatedTo.id } } : {}),
        submissionKey: draft.submissionKey,
      })
      kept.drop()
      if (ticket.claimToken) keepClaim({ reference: ticket.reference, token: ticket.claimToken })
      await navigate(me ? `/requests/${ticket.reference}?new=1` : `/report/sent/${ticket.reference}`, { replace: true })
    } catch (error) {
      const known = error instanceof ApiProblem ? error : null
      setProblem(
        isProblem(error, 'network.offline')
          ? 'There is no connection. Your report is kept on this device; send it when you are back online.'
          : [known?.message ?? 'Something failed. Your report is kept. Try again.', ...(known?.errors ?? []).map((f) => `${f.path} ${f.message}.`)].join(' '),
      )
      toTop()
    }
  }
  const answers = category.fields.flatMap((f) => {
    const text = fieldText(f, draft.fields[f.key])
    return text ? [[f.label, text] as const] : []
  })
  return (
    <Box component="form" noValidate onSubmit={(e: React.FormEvent) => void send(e)}>
      <PageTitle>Check and send</PageTitle>
      <Box ref={top} sx={{ mt: '16px' }}>
        <FormErrorSummary
          title={problem ? 'Your report was not sent' : 'Please correct this first'}
          problems={problem ? [{ text: problem }] : Object.entries(errors).map(([id, text]) => ({ id, text }))}
        />
      </Box>
      <Panel sx={{ mt: '16px', p: '4px 16px 16px' }}>
        <Box
          component="dl"
          sx={{
            m: 0,
            '& dt': { color: c.ink3, fontSize: '0.875rem', lineHeight: '20px', mt: '12px', display: 'flex', justifyContent: 'space-between' },
            '& dd': { m: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
          }}
        >
          <dt>
            About <Edit to="?step=1" what="the category" />
          </dt>
          <dd>
            {category.name}
            {draft.relatedTo && <div>{draft.relatedTo.label}</div>}
          </dd>
          <dt>
            What went wrong <Edit to="?step=2" what="what went wrong" />
          </dt>
          <dd style={{ fontWeight: 600 }}>{draft.subject}</dd>
          {answers.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          <dt>More</dt>
          <dd>{draft.description}</dd>
          <dt>
            Photos and files <Edit to="?step=3" what="photos and files" />
          </dt>
          <dd>{uploads.list.length === 0 ? 'None' : uploads.list.map((u) => `${u.name}, ${sizeText(u.media?.size ?? u.size)}`).join('\n')}</dd>
        </Box>
      </Panel>
      <Box sx={{ display: 'grid', gap: '28px', mt: '24px' }}>
        <TextBox
          id="address"
          label="Where is it?"
          hint="House, street and area, so that we find it."
          optional
          rows={2}
          maxLength={300}
          autoComplete="street-address"
          value={address}
          onChange={(v) => change({ address: v })}
        />
        {!me && <ContactFields value={draft.contact} errors={errors} onChange={(contact) => change({ contact })} next="/report?step=4" />}
        <Typography variant="body2" sx={{ color: c.ink3 }}>
          We answer here and by the notices you chose. You can follow every step.
        </Typography>
      </Box>
      <Foot label="Step actions">
        <Button component={Link} to="?step=3">
          Back
        </Button>
        <Submit pending={create.isPending} doing="Sending…">
          Send report
        </Submit>
      </Foot>
    </Box>
  )
}

const Edit = ({ to, what }: { to: string; what: string }) => (
  <MuiLink component={Link} to={to} aria-label={`Change ${what}`} sx={{ fontSize: '0.875rem' }}>
    Change
  </MuiLink>
)
