import { system } from '#platform/access'
import { actingAs, type Tx } from '#platform/db'
import { createCanned, createMacro, createView, type Action, type ViewFilters } from '#core/desk'
import { cannedReplies, macros, savedViews, type DemoAction } from './catalogue-words.ts'

interface Ids {
  people: ReadonlyMap<string, { id: string; name: string }>
  teams: ReadonlyMap<string, string>
  categories: ReadonlyMap<string, { id: string }>
}

/** Canned replies, macros and saved views of the demo town, through the same rules that the console uses. */
export async function loadDeskTools(tx: Tx, ids: Ids): Promise<void> {
  const as = (key: string) => actingAs(tx, { ...system(ids.people.get(key)!.name), kind: 'user', id: ids.people.get(key)!.id, staff: true })
  const admin = as('nandini-bapat')
  const canned = new Map<string, string>()
  for (const c of cannedReplies)
    canned.set(c.key, (await createCanned(admin, { title: c.title, body: c.body, shortcut: c.shortcut, teamId: c.team ? ids.teams.get(c.team)! : null })).id)
  for (const m of macros)
    await createMacro(admin, {
      name: m.name,
      description: m.description,
      teamId: m.team ? ids.teams.get(m.team)! : null,
      actions: m.actions.map((a) => actionFrom(a, ids, canned)),
    })
  for (const v of savedViews) {
    const { status, team, category, assignee, sla, tag } = v.filters as Record<string, string | readonly string[] | undefined>
    const filters = {
      status,
      ...(team ? { teamId: ids.teams.get(team as string) } : {}),
      ...(category ? { categoryId: ids.categories.get(category as string)!.id } : {}),
      ...(assignee ? { assigneeId: assignee } : {}),
      ...(sla ? { sla } : {}),
      ...(tag ? { tag } : {}),
    } as ViewFilters
    const scope = team ? 'team' : v.shared ? 'shared' : 'mine'
    await createView(v.owner ? as(v.owner) : admin, {
      name: v.name === 'Resolved today' ? 'Resolved' : v.name,
      scope,
      filters,
      sort: v.sort as 'urgency',
      sortOrder: v.order,
      ...(team ? { teamId: ids.teams.get(team as string)! } : {}),
    })
  }
}

function actionFrom(a: DemoAction, ids: Ids, canned: ReadonlyMap<string, string>): Action {
  switch (a.do) {
    case 'set_team':
      return { do: 'set_team', teamId: ids.teams.get(a.team)! }
    case 'reply':
      return { do: 'reply', cannedReplyId: canned.get(a.canned)! }
    case 'notify':
      return { do: 'notify', who: a.who === 'on_call' ? 'team' : a.who, text: 'Please look at this one.' }
    case 'add_tags':
      return { do: 'add_tags', tags: [...a.tags] }
    case 'flag_suspected_leak':
      return { do: 'add_tags', tags: ['suspected-leak'] }
    default:
      return a
  }
}
