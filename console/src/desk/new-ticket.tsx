import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { AlertIcon, Avatar, ChevronLeftIcon, CloseIcon, Field, FileDrop, FormErrorSummary, PlusIcon, useToast } from '@manifold/ui'
import { api, isProblem, newKey, type Priority } from '@manifold/client'
import { useKey } from '#shell/keys.tsx'
import { IconAct } from '#shell/parts.tsx'
import { kinds, lineWord, priorities, useCategories } from '#desk/lookups.ts'
import { Answer } from '#desk/answer.tsx'
import { FindCustomer } from '#desk/find-customer.tsx'
import type { PersonRow } from '#people/shapes.ts'
import { useUploads } from '#ticket/drafts.ts'
import { took, type StaffTicket } from '#ticket/queries.ts'
import './new-ticket.css'
import { Title } from '#shell/title.tsx'

type Answers = Record<string, string | number | boolean>

/** A ticket for somebody on the phone or at the counter. */
export default function NewTicket() {
  const [query] = useSearchParams()
  const navigate = useNavigate()
  const toast = useToast()
  const categories = useCategories().filter((c) => c.active)
  const [who, setWho] = useState<PersonRow | null>(null)
  const given = query.get('requesterId')
  const first = useQuery({
    queryKey: ['person', given],
    queryFn: ({ signal }) => api.get<PersonRow>(`/user/people/${given}`, { signal }),
    enabled: given !== null && who === null,
  }).data
  const customer = who ?? first ?? null
  const [dropped, setDropped] = useState(false)
  const requester = dropped && !who ? null : customer
  const [categoryId, setCategoryId] = useState('')
  const [subject, setSubject] = useState('')
  const [description, setDescription] = useState('')
  const [priority, setPriority] = useState<Priority | ''>('')
  const [place, setPlace] = useState('')
  const [answers, setAnswers] = useState<Answers>({})
  const [where, setWhere] = useState<'inside' | 'outside' | ''>('')
  const [smellGone, setSmellGone] = useState(false)
  const uploads = useUploads()
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [other, setOther] = useState<string[]>([])
  const [attempt, setAttempt] = useState(0)
  const [busy, setBusy] = useState(false)
  const key = useRef(newKey())
  const category = categories.find((c) => c.id === categoryId)
  useKey('back', () => void navigate(-1))

  const send = async () => {
    setAttempt((n) => n + 1)
    const found: Record<string, string> = {
      ...(requester ? {} : { requester: 'Choose the customer.' }),
      ...(category ? {} : { category: 'Choose what it is about.' }),
      ...(subject.trim() ? {} : { subject: 'Enter a subject.' }),
      ...(description.trim() ? {} : { description: 'Enter what the customer says.' }),
      ...(category?.emergency && where === '' ? { where: 'Ask where the smell is.' } : {}),
      ...Object.fromEntries(
        (category?.fields ?? [])
          .filter((f) => f.required && (answers[f.key] === undefined || answers[f.key] === ''))
          .map((f) => [`answer-${f.key}`, `${f.label}: ask and enter the answer.`]),
      ),
    }
    setProblems(found)
    setOther([])
    if (Object.keys(found).length > 0) return
    setBusy(true)
    try {
      const made = await api.post<StaffTicket>(
        '/support/tickets',
        {
          categoryId,
          subject: subject.trim(),
          description: description.trim(),
          requesterId: requester!.id,
          ...(priority ? { priority } : {}),
          ...(place.trim() ? { location: { address: place.trim() } } : {}),
          ...(Object.keys(answers).length > 0 ? { fields: answers } : {}),
          ...(uploads.ids.length > 0 ? { attachmentIds: uploads.ids } : {}),
          ...(category?.emergency && where ? { triage: { where, smellGone } } : {}),
        },
        { key: key.current },
      )
      await took(made)
      toast(`${made.reference} is opened.`)
      void navigate(`/desk/${made.reference}`, { replace: true })
    } catch (error) {
      key.current = newKey()
      const named: Record<string, string> = {}
      const rest: string[] = []
      if (isProblem(error) && error.errors.length > 0)
        for (const e of error.errors) {
          const to = e.path.startsWith('fields.')
            ? `answer-${e.path.split('.')[1]}`
            : { categoryId: 'category', subject: 'subject', description: 'description', requesterId: 'requester' }[e.path]
          if (to) named[to] = e.message
          else rest.push(e.message)
        }
      else rest.push((error as Error).message)
      setProblems(named)
      setOther(rest)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="new-ticket scroll" tabIndex={0} aria-label="New ticket">
      <form
        className="stack"
        noValidate
        onSubmit={(e) => {
          e.preventDefault()
          void send()
        }}
      >
        <div className="row">
          <IconAct label="Back" hotkey="back" onClick={() => void navigate(-1)}>
            <ChevronLeftIcon />
          </IconAct>
          <Title of="New ticket" />
          <h1>New ticket</h1>
        </div>
        <FormErrorSummary attempt={attempt} problems={[...Object.entries(problems).map(([k, text]) => ({ id: `n-${k}`, text })), ...other.map((text) => ({ text }))]} />
        {requester ? (
          <div className="new-who panel">
            <Avatar name={requester.name} src={requester.avatarUrl} />
            <div className="grow">
              <b>{requester.name}</b>
              <p className="meta" style={{ margin: 0 }}>
                {[requester.phone, requester.email].filter(Boolean).join(', ')}
              </p>
            </div>
            <IconAct
              label="Choose another customer"
              onClick={() => {
                setWho(null)
                setDropped(true)
              }}
            >
              <CloseIcon />
            </IconAct>
          </div>
        ) : (
          <FindCustomer problem={problems.requester ?? null} onPick={setWho} />
        )}
        <Field label="What is it about" problem={problems.category ?? null}>
          {(ids) => (
            <Select
              fullWidth
              displayEmpty
              value={categoryId}
              SelectDisplayProps={{ id: 'n-category', 'aria-label': 'What is it about' }}
              inputProps={{ 'aria-describedby': ids['aria-describedby'] }}
              error={Boolean(problems.category)}
              onChange={(e) => {
                setCategoryId(e.target.value)
                setAnswers({})
              }}
            >
              <MenuItem value="" disabled>
                Choose
              </MenuItem>
              {categories.map((c) => (
                <MenuItem key={c.id} value={c.id}>
                  {c.name}
                  <span className="meta push">
                    {lineWord(c.line)}, {kinds.find(([k]) => k === c.kind)?.[1].toLowerCase()}
                  </span>
                </MenuItem>
              ))}
            </Select>
          )}
        </Field>
        {category?.emergency ? (
          <section className="new-safety" aria-label="Safety">
            <p className="row">
              <AlertIcon />
              <b>Read this to the caller first</b>
            </p>
            <ol>
              {(category.safety?.steps ?? []).map((s) => (
                <li key={s}>{s}</li>
              ))}
            </ol>
            {category.safety ? (
              <p>
                Emergency number: <b>{category.safety.number}</b>
              </p>
            ) : null}
            <fieldset id="n-where">
              <legend>Where is the smell?</legend>
              <label>
                <input type="radio" name="where" checked={where === 'inside'} onChange={() => setWhere('inside')} /> Inside
              </label>
              <label>
                <input type="radio" name="where" checked={where === 'outside'} onChange={() => setWhere('outside')} /> Outside
              </label>
              <label>
                <input type="checkbox" className="check" checked={smellGone} onChange={(e) => setSmellGone(e.target.checked)} /> The smell has gone
              </label>
            </fieldset>
            {problems.where ? <p className="form-problem">{problems.where}</p> : null}
          </section>
        ) : null}
        <Field
          id="n-subject"
          label="Subject"
          value={subject}
          onChange={(e) => setSubject(e.target.value)}
          problem={problems.subject ?? null}
          slotProps={{ input: { maxLength: 200 } }}
        />
        <Field
          id="n-description"
          label="What the customer says"
          multiline
          minRows={5}
          maxRows={20}
          value={description}
          onChange={(e) => setDescription(e.target.value)}
          problem={problems.description ?? null}
        />
        {(category?.fields ?? []).map((f) => (
          <Answer
            key={f.key}
            field={f}
            value={answers[f.key]}
            problem={problems[`answer-${f.key}`] ?? null}
            onChange={(v) =>
              setAnswers((old) => {
                const { [f.key]: _, ...rest } = old
                return v === '' ? rest : { ...rest, [f.key]: v }
              })
            }
          />
        ))}
        <Field
          label="Place"
          optional
          hint="If it is not the customer’s address"
          value={place}
          onChange={(e) => setPlace(e.target.value)}
          slotProps={{ input: { maxLength: 300 } }}
        />
        <Field label="Priority" optional hint={category ? `Without a choice: ${category.defaultPriority}` : undefined}>
          {() => (
            <Select fullWidth displayEmpty value={priority} SelectDisplayProps={{ 'aria-label': 'Priority' }} onChange={(e) => setPriority(e.target.value as Priority | '')}>
              <MenuItem value="">As the category says</MenuItem>
              {priorities.map(([p, word]) => (
                <MenuItem key={p} value={p}>
                  {word}
                </MenuItem>
              ))}
            </Select>
          )}
        </Field>
        <FileDrop compact files={uploads.files} onAdd={uploads.add} onRemove={uploads.remove} label="Add files" />
        <div className="form-foot">
          <Button type="submit" variant="contained" color={category?.emergency ? 'error' : 'primary'} disabled={busy || uploads.busy} startIcon={<PlusIcon size={16} />}>
            Open ticket
          </Button>
          <Button onClick={() => void navigate(-1)}>Cancel</Button>
        </div>
      </form>
      {category ? <Suggestions text={`${subject} ${description}`} /> : null}
    </main>
  )
}

/** Answers that may save a ticket. */
function Suggestions({ text }: { text: string }) {
  const asked = text.trim()
  const found =
    useQuery({
      queryKey: ['suggest', asked],
      queryFn: ({ signal }) =>
        api.get<{ data: { id: string; slug: string; title: string; summary: string }[] }>('/support/faq/suggest', { query: { text: asked.slice(0, 500) }, signal }),
      enabled: asked.length > 8,
      placeholderData: (old) => old,
      staleTime: 60_000,
    }).data?.data ?? []
  if (found.length === 0) return null
  return (
    <aside className="panel panel-pad new-faq" aria-label="These answers may help">
      <div className="panel-head">
        <h2>These answers may help</h2>
      </div>
      <ul className="lines">
        {found.map((a) => (
          <li key={a.id} style={{ display: 'block' }}>
            <a href={`/help/${a.slug}`} target="_blank" rel="noreferrer" className="plain-link" style={{ fontWeight: 500 }}>
              {a.title}
            </a>
            <span className="meta" style={{ display: 'block' }}>
              {a.summary}
            </span>
          </li>
        ))}
      </ul>
      <Link to="/knowledge" className="card-link">
        Knowledge base
      </Link>
    </aside>
  )
}
