import MenuItem from '@mui/material/MenuItem'
import { useState } from 'react'
import { Avatar, CloseIcon, ConfirmDialog, PriorityGlyph, StatusLabel, TagIcon, priorityWord, staffWord } from '@manifold/ui'
import type { Status } from '@manifold/client'
import { MenuChip } from '#shell/parts.tsx'
import { useMe } from '#shell/session.ts'
import { lineWord, priorities, useCategories, useStaff, useTeams, type Staff } from '#desk/lookups.ts'
import { nextStatuses, type TicketActs } from '#ticket/acts.ts'
import { TagMenu } from '#ticket/tags.tsx'
import type { StaffTicket } from '#ticket/queries.ts'

/** Status, priority, assignee, team, category and tags, each a chip with its menu and its key. */
export function Properties({ ticket, acts }: { ticket: StaffTicket; acts: TicketActs }) {
  const teams = useTeams()
  const categories = useCategories()
  const edit = ticket.can.edit === true
  const assign = ticket.can.assign === true
  const dropTag = (tag: string) => acts.change({ tags: ticket.tags.filter((t) => t !== tag) }, `The tag ${tag} is removed.`, { tags: ticket.tags })
  return (
    <div className="props">
      <StatusChip ticket={ticket} acts={acts} />
      <PriorityChip ticket={ticket} acts={acts} word />
      <AssigneeChip ticket={ticket} acts={acts} name="Assignee" />
      <MenuChip name="Team" disabled={!assign} value={ticket.team?.name ?? 'None'}>
        {(close) =>
          teams.map((t) => (
            <MenuItem
              key={t.id}
              selected={t.id === ticket.team?.id}
              onClick={() => {
                close()
                if (t.id !== ticket.team?.id) acts.change({ teamId: t.id }, `Moved to ${t.name}.`, ticket.team ? { teamId: ticket.team.id } : undefined)
              }}
            >
              {t.name}
            </MenuItem>
          ))
        }
      </MenuChip>
      <MenuChip name="Category" disabled={!edit} value={ticket.category.name}>
        {(close) =>
          categories
            .filter((c) => c.active)
            .map((c) => (
              <MenuItem
                key={c.id}
                selected={c.id === ticket.category.id}
                onClick={() => {
                  close()
                  if (c.id !== ticket.category.id) acts.change({ categoryId: c.id }, `The category is ${c.name}.`, { categoryId: ticket.category.id })
                }}
              >
                {c.name}
                <span className="meta push">{lineWord(c.line)}</span>
              </MenuItem>
            ))
        }
      </MenuChip>
      {ticket.tags.map((tag) => (
        <span className="chip tag" key={tag}>
          <TagIcon size={14} />
          {tag}
          {edit ? (
            <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => dropTag(tag)}>
              <CloseIcon size={12} />
            </button>
          ) : null}
        </span>
      ))}
      {edit ? <AddTag ticket={ticket} acts={acts} /> : null}
    </div>
  )
}

interface Part {
  ticket: StaffTicket
  acts: TicketActs
}

export const AddTag = ({ ticket, acts }: Part) => (
  <TagMenu
    label="Add a tag"
    onPick={(tag) => {
      if (!ticket.tags.includes(tag)) acts.change({ tags: [...ticket.tags, tag] }, `Tagged ${tag}.`, { tags: ticket.tags })
    }}
  />
)

/** The status with the legal next ones; cancelling asks why. */
export function StatusChip({ ticket, acts }: Part) {
  const [asking, setAsking] = useState<Status | null>(null)
  return (
    <>
      <MenuChip
        hotkey="ticket.status"
        label={`Status: ${staffWord[ticket.status]}`}
        disabled={!ticket.can.edit || nextStatuses[ticket.status].length === 0}
        value={<StatusLabel status={ticket.status} small />}
      >
        {(close) =>
          nextStatuses[ticket.status].map((s) => (
            <MenuItem
              key={s}
              onClick={() => {
                close()
                if (s === 'cancelled') setAsking(s)
                else acts.status(s)
              }}
            >
              <StatusLabel status={s} small />
            </MenuItem>
          ))
        }
      </MenuChip>
      <ConfirmDialog
        open={asking !== null}
        title={`Cancel ${ticket.reference}?`}
        text="The customer is told that we stop working on it. A cancelled ticket cannot be opened again."
        confirm="Cancel ticket"
        keep="Keep ticket"
        danger
        reason="required"
        onClose={() => setAsking(null)}
        onConfirm={(reason) => {
          setAsking(null)
          acts.status('cancelled', reason)
        }}
      />
    </>
  )
}

export const PriorityChip = ({ ticket, acts, word }: Part & { word?: boolean }) => (
  <MenuChip
    hotkey="ticket.priority"
    label={`Priority: ${priorityWord[ticket.priority]}`}
    disabled={!ticket.can.edit}
    value={<PriorityGlyph priority={ticket.priority} word={word ?? false} />}
  >
    {(close) =>
      priorities.map(([p]) => (
        <MenuItem
          key={p}
          selected={p === ticket.priority}
          onClick={() => {
            close()
            if (p !== ticket.priority) acts.priority(p)
          }}
        >
          <PriorityGlyph priority={p} word />
        </MenuItem>
      ))
    }
  </MenuChip>
)

export function AssigneeChip({ ticket, acts, name }: Part & { name?: string }) {
  const me = useMe()
  const who = ticket.assignee ? (ticket.assignee.id === me.id ? 'You' : ticket.assignee.name) : 'Nobody'
  return (
    <MenuChip
      hotkey="ticket.assign"
      {...(name ? { name } : {})}
      disabled={!ticket.can.assign}
      value={
        name ? (
          who
        ) : (
          <>
            <span className="vh">Assignee: </span>
            <Avatar name={ticket.assignee?.name ?? null} src={ticket.assignee?.avatarUrl ?? null} size={22} />
            {who}
          </>
        )
      }
    >
      {(close) => <Assignees ticket={ticket} acts={acts} close={close} />}
    </MenuChip>
  )
}

/** Me first, then the team of the ticket with their load, then everybody else. */
function Assignees({ ticket, acts, close }: { ticket: StaffTicket; acts: TicketActs; close: () => void }) {
  const me = useMe()
  const staff = useStaff()
  const inTeam = (s: Staff) => s.teams.some((t) => t.id === ticket.team?.id)
  const others = staff.filter((s) => s.id !== me.id && s.status !== 'suspended').sort((a, b) => Number(inTeam(b)) - Number(inTeam(a)) || a.name.localeCompare(b.name))
  const pick = (who: { id: string; name: string } | null) => () => {
    close()
    if (who?.id !== ticket.assignee?.id) acts.assign(who)
  }
  return [
    <MenuItem key="me" selected={ticket.assignee?.id === me.id} onClick={pick(me)}>
      <Avatar name={me.name} size={22} />
      You
    </MenuItem>,
    <MenuItem key="none" selected={ticket.assignee === null} onClick={pick(null)}>
      <Avatar name={null} size={22} />
      Nobody
    </MenuItem>,
    ...others.map((s) => (
      <MenuItem key={s.id} selected={s.id === ticket.assignee?.id} onClick={pick(s)}>
        <Avatar name={s.name} size={22} />
        <span className="grow">{s.name}</span>
        <span className="meta">{s.availability === 'away' ? 'Away' : s.capacity !== null ? `${s.load ?? 0} of ${s.capacity}` : ''}</span>
      </MenuItem>
    )),
  ]
}
