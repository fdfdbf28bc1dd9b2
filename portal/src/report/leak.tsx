import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { ApiProblem, isProblem, newKey } from '@manifold/client'
import { keepClaim } from '#draft.ts'
import { Submit, TextBox } from '#form.tsx'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { StepProgress } from '@manifold/ui/tracker.tsx'
import { PinIcon, c } from '#parts.tsx'
import { ContactFields, checkContact, contactOut } from '#report/contact.tsx'
import { CallButton, Safety } from '#requests/safety.tsx'
import { meQuery, useConfig } from '#session.ts'
import { BackBar } from '#shell/bar.tsx'
import { Foot, FlowMain } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'
import { categoriesQuery, safetyQuery, useCreateTicket } from '#tickets.ts'
import { oneLine } from '#words.ts'

type Where = 'inside' | 'outside'
type Smell = 'gone' | 'still'

/** Report a leak: the safety steps first, then three taps, then it is sent. Nothing here waits for an account. */
export function Screen() {
  const { data: me } = useQuery(meQuery)
  const config = useConfig()
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const { data: categories } = useQuery(categoriesQuery)
  const { data: safety } = useQuery(safetyQuery)
  const create = useCreateTicket()
  // Who comes from the emergency page has read the steps; who chose the category has not.
  const [step, setStep] = useState(params.get('from') === 'report' ? 0 : 1)
  const [where, setWhere] = useState<Where | null>(null)
  const [smell, setSmell] = useState<Smell | null>(null)
  const [written, setWritten] = useState<string | null>(null)
  const [point, setPoint] = useState<{ lat: number; lng: number } | null>(null)
  const [contact, setContact] = useState({ name: '', phone: '', email: '' })
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  // Too many reports of one phone or place: they have what they need to hear, and our people have been called.
  const [known, setKnown] = useState(false)
  const [key] = useState(newKey)
  const top = useRef<HTMLDivElement>(null)
  const home = me?.address ? oneLine(me.address) : ''
  const address = written ?? (home || (point ? 'Where I stand; see the point on the map' : ''))
  const chosen = params.get('category')
  const category = categories?.data.find((k) => k.id === chosen && k.emergency) ?? categories?.data.find((k) => k.emergency && k.active)

  // The category's own steps are those of the emergency page; two lists must not differ.
  const steps = category?.safety?.steps ?? safety?.steps ?? standing
  const number = category?.safety?.number ?? safety?.number ?? config.emergencyNumber

  const title = step === 0 ? 'Leave the building first' : step === 1 ? 'Where is the smell?' : step === 2 ? 'Is the smell gone now?' : 'Where is it?'
  const shown = useRef(false)
  useEffect(() => {
    window.scrollTo({ top: 0 })
    if (shown.current) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    shown.current = true
  }, [step])

  const send = async (e: React.FormEvent) => {
    e.preventDefault()
    if (create.isPending) return
    const found: Record<string, string> = { ...(address.trim() === '' ? { place: 'Say where it is, so that we find it.' } : {}), ...(me ? {} : checkContact(contact)) }
    setErrors(found)
    setProblem(null)
    setKnown(false)
    const toTop = () => setTimeout(() => top.current?.querySelector<HTMLElement>('[role=alert]')?.focus(), 0)
    if (Object.keys(found).length > 0) return toTop()
    if (!category) {
      setProblem(`We could not send this. Call ${number} now.`)
      return toTop()
    }
    try {
      const ticket = await create.mutateAsync({
        categoryId: category.id,
        subject: `${category.name}, ${where === 'outside' ? 'outside' : 'inside'}, ${smell === 'gone' ? 'smell gone' : 'still smells'}`,
        description: `${where === 'outside' ? 'The smell is outside.' : 'The smell is inside a building.'} ${smell === 'gone' ? 'The smell is gone now.' : 'It still smells.'} ${address.trim()}`,
        triage: { where: where ?? 'inside', smellGone: smell === 'gone' },
        location: { ...(point ? { lat: point.lat, lng: point.lng } : {}), address: address.trim() },
        ...(me ? {} : { contact: contactOut(contact) }),
        submissionKey: key,
      })
      if (ticket.claimToken) keepClaim({ reference: ticket.reference, token: ticket.claimToken })
      await navigate(me ? `/requests/${ticket.reference}` : `/report/sent/${ticket.reference}`, { replace: true })
    } catch (error) {
      const often = isProblem(error, 'support.reported_often')
      setKnown(often)
      if (often) setProblem(error.message)
      else setProblem(`${error instanceof ApiProblem ? error.message : 'Something failed.'} Do not wait for this: call ${number}.`)
      toTop()
    }
  }
  return (
    <>
      <BackBar to="/emergency">Report a leak</BackBar>
      <FlowMain foot>
        {step > 0 && (
          <Box sx={{ bgcolor: '#A31F18', color: '#FFFFFF', borderRadius: '12px', p: '12px 16px 16px', mb: '20px' }}>
            <Typography sx={{ fontWeight: 650 }}>Be outside before you go on.</Typography>
            <CallButton number={number} />
          </Box>
        )}
        {step > 0 && <StepProgress step={step} of={3} />}
        <Box sx={{ mt: step > 0 ? '20px' : 0 }}>
          <PageTitle>{title}</PageTitle>
        </Box>
        {step === 0 && (
          <>
            <Safety steps={steps} number={number} />
            <Foot label="Go on">
              <Button href="/emergency">More on safety</Button>
              <Button variant="contained" color="primary" onClick={() => setStep(1)}>
                We are outside
              </Button>
            </Foot>
          </>
        )}
        {step === 1 && (
          <Tap
            id="where"
            value={where}
            onChange={(v) => (setWhere(v), setStep(2))}
            options={[
              { value: 'inside', label: 'Inside a building', note: 'A kitchen, a staircase, a shaft, a cellar' },
              { value: 'outside', label: 'Outside', note: 'In the street, at a meter or a pipe in the open' },
            ]}
          />
        )}
        {step === 2 && (
          <Tap
            id="smell"
            value={smell}
            onChange={(v) => (setSmell(v), setStep(3))}
            options={[
              { value: 'still', label: 'No, it still smells', note: 'Or you do not know. Do not go back to check' },
              { value: 'gone', label: 'Yes, it is gone', note: 'The valve is closed and nothing smells' },
            ]}
          />
        )}
        {step === 3 && (
          <Box component="form" noValidate onSubmit={(e: React.FormEvent) => void send(e)} id="leak" sx={{ display: 'grid', gap: '20px', mt: '16px' }}>
            <Box ref={top} sx={{ '&:empty': { display: 'none' } }}>
              <FormErrorSummary
                title={known ? 'We have your reports' : problem ? 'Your report was not sent' : 'Please correct this first'}
                problems={problem ? [{ text: problem }] : Object.entries(errors).map(([id, text]) => ({ id, text }))}
              />
              {known && (
                <Box sx={{ mt: '20px' }}>
                  <Safety steps={steps} number={number} />
                </Box>
              )}
            </Box>
            <TextBox
              id="place"
              label="The place"
              hint="House, floor, street, and what is near."
              rows={2}
              maxLength={300}
              autoComplete="street-address"
              value={address}
              error={errors.place}
              onChange={setWritten}
            />
            <Here onFound={(lat, lng) => setPoint({ lat, lng })} found={point !== null} />
            {me === null && <ContactFields value={contact} errors={errors} onChange={setContact} next="/report/leak" />}
            <Foot label="Send">
              <Button onClick={() => setStep(2)}>Back</Button>
              <Submit pending={create.isPending} doing="Sending…">
                Send now
              </Submit>
            </Foot>
          </Box>
        )}
        {(step === 1 || step === 2) && (
          <Button variant="text" onClick={() => setStep(step - 1)} sx={{ mt: '12px', px: 0 }}>
            Back
          </Button>
        )}
      </FlowMain>
    </>
  )
}

/** The steps as every gas company teaches them, while the server's own are not loaded. */
const standing = [
  'No flames, switches or phones.',
  'Close the valve on your way, if you can reach it at once.',
  'Leave doors and windows open.',
  'Walk out and warn your neighbours. Take the stairs.',
  'Stay out until we say it is safe.',
]

const Tap = <T extends string>(props: { id: string; value: T | null; onChange: (v: T) => void; options: readonly { value: T; label: string; note: string }[] }) => (
  <Box component="ul" sx={{ listStyle: 'none', m: '16px 0 0', p: 0, display: 'grid', gap: '12px' }}>
    {props.options.map((o) => (
      <li key={o.value}>
        <Button
          fullWidth
          onClick={() => props.onChange(o.value)}
          aria-pressed={props.value === o.value}
          sx={{ minHeight: 84, justifyContent: 'flex-start', textAlign: 'left', px: '20px', whiteSpace: 'normal', bgcolor: props.value === o.value ? c.selected : c.surface }}
        >
          <span>
            <Box component="span" sx={{ display: 'block', fontSize: '1.125rem', lineHeight: '26px', fontWeight: 650 }}>
              {o.label}
            </Box>
            <Box component="span" sx={{ display: 'block', fontSize: '0.875rem', lineHeight: '20px', fontWeight: 400, color: c.ink2 }}>
              {o.note}
            </Box>
          </span>
        </Button>
      </li>
    ))}
  </Box>
)

/** The phone's own position, only when asked. */
function Here({ onFound, found }: { onFound: (lat: number, lng: number) => void; found: boolean }) {
  const [said, setSaid] = useState<string | null>(null)
  if (!('geolocation' in navigator)) return null
  const ask = () => {
    setSaid('Looking…')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        onFound(coords.latitude, coords.longitude)
        setSaid(`Your position goes with the report, exact to about ${Math.max(5, Math.round(coords.accuracy))} m.`)
      },
      () => setSaid('Your phone does not tell the position. Write the place instead.'),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    )
  }
  return (
    <div>
      <Button onClick={ask} startIcon={<PinIcon />}>
        {found ? 'Position added' : 'Add where I am'}
      </Button>
      <Typography variant="body2" role="status" sx={{ color: c.ink3, mt: '6px' }}>
        {said}
      </Typography>
    </div>
  )
}
