import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import MuiLink from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import type { Category } from '@manifold/client'
import { TextBox } from '#form.tsx'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { LineTile, Panel } from '#parts.tsx'
import type { StepProps } from '#report/category-step.tsx'
import { ExtraField, checkField, fieldId } from '#report/extra-field.tsx'
import { Suggestions } from '#report/suggestions.tsx'
import { Foot } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'

/** What went wrong? One line, the questions of the category, and more words. Articles that may answer stand under the line. */
export function QuestionsStep({ kept, category, go }: StepProps & { category: Category }) {
  const { draft, change } = kept
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [tried, setTried] = useState(0)
  const top = useRef<HTMLDivElement>(null)
  const check = (d = draft): Record<string, string> => {
    const found: Record<string, string> = {}
    if (d.subject.trim().length < 3) found.subject = 'Say in one line what went wrong.'
    for (const f of category.fields) {
      const problem = checkField(f, d.fields[f.key])
      if (problem) found[fieldId(f)] = problem
    }
    if (d.description.trim() === '') found.description = 'Tell us a little more, so that the right person comes.'
    return found
  }
  const leave = (name: string) => setErrors((e) => ({ ...e, [name]: check()[name] ?? '' }))
  const next = (e: React.FormEvent) => {
    e.preventDefault()
    const found = check()
    setErrors(found)
    setTried((n) => n + 1)
    if (Object.keys(found).length === 0) return go(3)
    setTimeout(() => top.current?.querySelector<HTMLElement>('[role=alert]')?.focus(), 0)
  }
  const said = Object.entries(errors).filter(([, text]) => text)
  return (
    <Box component="form" noValidate onSubmit={next} id="questions">
      <PageTitle>What went wrong?</PageTitle>
      <Panel sx={{ mt: '16px', display: 'flex', alignItems: 'center', gap: '12px', p: '11px 8px 11px 16px' }}>
        <LineTile line={category.line} icon={category.icon} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography sx={{ fontWeight: 600, fontSize: '0.9375rem', lineHeight: '1.25rem' }}>{category.name}</Typography>
        </Box>
        <MuiLink component={Link} to="?step=1" sx={{ p: '10px', fontSize: '0.9375rem' }}>
          Change
        </MuiLink>
      </Panel>
      <Box ref={top} sx={{ mt: tried > 0 && said.length > 0 ? '20px' : 0 }}>
        {tried > 0 && <FormErrorSummary attempt={tried} problems={said.map(([id, text]) => ({ id, text }))} />}
      </Box>
      <Box sx={{ display: 'grid', gap: '20px', mt: '20px' }}>
        <div>
          <TextBox
            id="subject"
            label="In one line"
            value={draft.subject}
            maxLength={200}
            autoComplete="off"
            error={errors.subject || undefined}
            onChange={(subject) => change({ subject })}
            onBlur={() => draft.subject !== '' && leave('subject')}
          />
          <Suggestions text={draft.subject} />
        </div>
        {category.fields.map((f) => (
          <ExtraField
            key={f.key}
            field={f}
            value={draft.fields[f.key]}
            error={errors[fieldId(f)] || undefined}
            onChange={(v) => change((d) => ({ fields: { ...d.fields, [f.key]: v } }))}
            onBlur={() => draft.fields[f.key] && leave(fieldId(f))}
          />
        ))}
        <TextBox
          id="description"
          label="Tell us more"
          hint="What happened, since when, and what you have tried."
          rows={4}
          maxLength={10_000}
          value={draft.description}
          error={errors.description || undefined}
          onChange={(description) => change({ description })}
          onBlur={() => draft.description !== '' && leave('description')}
        />
      </Box>
      <Foot label="Step actions">
        <Button component={Link} to="?step=1">
          Back
        </Button>
        <Button type="submit" variant="contained" color="primary">
          Continue
        </Button>
      </Foot>
    </Box>
  )
}
