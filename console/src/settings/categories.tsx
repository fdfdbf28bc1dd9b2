import { Lozenge, LineTile, PlusIcon, PriorityGlyph, TrashIcon, iconNames } from '@manifold/ui'
import Button from '@mui/material/Button'
import type { Category, Priority, TicketKind } from '@manifold/client'
import { EntityPage } from '#shell/entity-page.tsx'
import { fixed, type Option } from '#shell/filters.ts'
import { IconAct } from '#shell/parts.tsx'
import { useQuery } from '@tanstack/react-query'
import { api } from '@manifold/client'
import { choicesOf, tidyAll, type Question } from '#settings/questions.ts'
import { kinds, lineWord, lines, priorities, useTeamOptions } from '#desk/lookups.ts'

interface Values {
  name: string
  description: string
  line: string | null
  kind: string | null
  icon: string
  defaultPriority: string | null
  teamId: string | null
  slaPolicyId: string | null
  skill: string
  active: boolean
  emergency: boolean
  safetySteps: string[]
  sortOrder: number | null
  fields: Question[]
}
const usePolicies = (): Option[] =>
  (
    useQuery({ queryKey: ['lookup', '/support/sla-policies'], queryFn: ({ signal }) => api.get<{ data: { id: string; name: string }[] }>('/support/sla-policies', { signal }) })
      .data?.data ?? []
  ).map((p) => ({ value: p.id, label: p.name }))
const icons = iconNames.map((i) => [i, i] as const)
/** The questions that a report of this category asks. */
function Questions({ value, set, disabled }: { value: Question[]; set: (v: Question[]) => void; disabled: boolean }) {
  const change = (i: number, next: Partial<Question>) => set(value.map((q, n) => (n === i ? { ...q, ...next } : q)))
  return (
    <div className="parts">
      {value.map((q, i) => (
        <div className="part" key={i}>
          <div className="grow">
            <input
              className="plain-input"
              aria-label={`Question ${i + 1}`}
              placeholder="Question"
              disabled={disabled}
              value={q.label}
              maxLength={120}
              onChange={(e) => change(i, { label: e.target.value })}
            />
            <select
              className="plain-select"
              aria-label={`Answer to question ${i + 1}`}
              disabled={disabled}
              value={q.type}
              onChange={(e) => change(i, { type: e.target.value as Question['type'] })}
            >
              <option value="text">Words</option>
              <option value="number">Number</option>
              <option value="date">Date</option>
              <option value="select">One of a list</option>
              <option value="boolean">Yes or no</option>
            </select>
            <label className="row" style={{ gap: 2 }}>
              <input type="checkbox" className="check" disabled={disabled} checked={q.required} onChange={(e) => change(i, { required: e.target.checked })} />
              Required
            </label>
            <input
              className="plain-input"
              aria-label={`Hint of question ${i + 1}`}
              placeholder="Hint (optional)"
              disabled={disabled}
              value={q.hint ?? ''}
              maxLength={300}
              onChange={(e) => change(i, { hint: e.target.value })}
            />
            {q.type === 'select' ? (
              <textarea
                className="plain-input"
                aria-label={`Choices of question ${i + 1}, one per line`}
                placeholder="Choices, one per line"
                disabled={disabled}
                value={(q.options ?? []).map((o) => o.label).join('\n')}
                onChange={(e) => change(i, { options: choicesOf(e.target.value, q.options ?? []) })}
              />
            ) : null}
          </div>
          {disabled ? null : (
            <IconAct label={`Remove question ${i + 1}`} onClick={() => set(value.filter((_, n) => n !== i))}>
              <TrashIcon size={16} />
            </IconAct>
          )}
        </div>
      ))}
      {disabled ? null : (
        <Button startIcon={<PlusIcon size={16} />} sx={{ justifySelf: 'start' }} onClick={() => set([...value, { key: '', label: '', type: 'text', required: false }])}>
          Question
        </Button>
      )}
    </div>
  )
}
const CategoriesPage = () => (
  <EntityPage<Category, Values>
    resource="categories"
    base="/settings/categories"
    one="category"
    width={480}
    name={(c) => c.name}
    list={{
      title: 'Categories',
      exportName: 'categories',
      empty: { title: 'No categories yet', text: 'A category says what a ticket is about, who works on it and what is promised.' },
      rowTone: (c) => (c.active ? undefined : 'quiet'),
      columns: [
        {
          key: 'name',
          label: 'Name',
          render: (c) => (
            <>
              <LineTile line={c.line} icon={c.icon} size={24} />
              {c.name}
              {c.emergency ? <Lozenge tone="danger">Emergency</Lozenge> : null}
              {c.active ? null : <Lozenge>Off</Lozenge>}
            </>
          ),
          csv: (c) => c.name,
        },
        { key: 'line', label: 'Line', from: 'sm', render: (c) => lineWord(c.line), csv: (c) => c.line },
        { key: 'kind', label: 'Kind', from: 'md', render: (c) => kinds.find(([k]) => k === c.kind)?.[1], csv: (c) => c.kind },
        { key: 'priority', label: 'Priority', from: 'sm', render: (c) => <PriorityGlyph priority={c.defaultPriority} word />, csv: (c) => c.defaultPriority },
        { key: 'questions', label: 'Questions', num: true, from: 'lg', render: (c) => c.fields.length || '–', csv: (c) => c.fields.length },
      ],
    }}
    blank={{
      name: '',
      description: '',
      line: null,
      kind: null,
      icon: 'help',
      defaultPriority: 'medium',
      teamId: null,
      slaPolicyId: null,
      skill: '',
      active: true,
      emergency: false,
      safetySteps: [],
      sortOrder: 100,
      fields: [],
    }}
    values={(c) => ({ ...c, line: c.line, skill: c.skill ?? '', safetySteps: c.safety?.steps ?? [], fields: c.fields as unknown as Question[] })}
    body={(v) => ({
      name: v.name.trim(),
      description: v.description.trim(),
      line: v.line,
      kind: v.kind as TicketKind,
      icon: v.icon,
      defaultPriority: v.defaultPriority as Priority,
      teamId: v.teamId,
      slaPolicyId: v.slaPolicyId,
      skill: v.skill.trim() || null,
      active: v.active,
      emergency: v.emergency,
      safetySteps: v.emergency && v.safetySteps.length > 0 ? v.safetySteps : null,
      sortOrder: v.sortOrder ?? 100,
      fields: tidyAll(v.fields),
    })}
    removeText={() => 'Only a category that no ticket uses can be deleted. You can switch it off instead.'}
    fields={[
      { name: 'name', label: 'Name', kind: 'text', most: 120 },
      { name: 'description', label: 'Description', kind: 'text', optional: true, most: 500, hint: 'Customers read it under the name.' },
      { name: 'line', label: 'Line', kind: 'select', useOptions: fixed(lines) },
      { name: 'kind', label: 'Kind', kind: 'select', useOptions: fixed(kinds), hint: 'Complaints have words of their own: Pending, Completed, Cancelled.' },
      { name: 'icon', label: 'Icon', kind: 'select', useOptions: fixed(icons) },
      { name: 'defaultPriority', label: 'Priority at first', kind: 'select', useOptions: fixed(priorities) },
      { name: 'teamId', label: 'Team', kind: 'select', optional: true, useOptions: useTeamOptions },
      { name: 'slaPolicyId', label: 'Service target', kind: 'select', optional: true, useOptions: usePolicies },
      { name: 'skill', label: 'Skill', kind: 'text', optional: true, most: 60, hint: 'Only people with this skill are assigned by themselves.' },
      { name: 'sortOrder', label: 'Place in the list', kind: 'number', optional: true, hint: 'Small numbers come first.' },
      { name: 'active', label: 'Offered to customers', kind: 'switch' },
      { name: 'emergency', label: 'Emergency', kind: 'switch', hint: 'Starts urgent, pages the people on call, and shows the safety steps before the form.' },
      {
        name: 'safetySteps',
        label: 'Safety steps',
        kind: 'lines',
        rows: 5,
        optional: true,
        when: (v) => v.emergency,
        hint: 'One per line. Without any, the usual five are shown.',
      },
      {
        name: 'fields',
        label: 'Questions',
        kind: 'custom',
        hint: 'Asked besides subject and description.',
        render: (v, set, { disabled }) => <Questions value={v as Question[]} set={set} disabled={disabled} />,
      },
    ]}
  />
)
export default CategoriesPage
