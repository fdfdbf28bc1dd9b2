import { Environment, type Config } from '#platform/config'
import type { Module } from '#platform/module'
import { allProblems } from '#platform/problems'
import { allSettings } from '#platform/settings'
import { allMachines } from '#platform/states'

const cell = (text: unknown): string => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: string[], rows: unknown[][]): string =>
  [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((r) => `| ${r.map(cell).join(' | ')} |`)].join('\n')
const byName = <T>(entries: [string, T][]): [string, T][] => entries.sort(([a], [b]) => a.localeCompare(b))

/** Every refusal, event, permission, setting, state, job, notice topic and variable, from the code itself. `docs/reference.md` is this text; a test compares them. */
export function reference(modules: readonly Module[], _config: Config): string {
  const permissions = byName(modules.flatMap((m) => Object.entries(m.permissions ?? {})))
  const events = byName(modules.flatMap((m) => Object.entries(m.events ?? {})))
  const jobs = byName(modules.flatMap((m) => Object.entries(m.jobs ?? {}).map(([name, job]) => [name, job!.summary] as [string, string])))
  const sweeps = byName(modules.flatMap((m) => (m.sweeps ?? []).map((s) => [s.name, s] as [string, typeof s])))
  const topics = modules.flatMap((m) => m.topics ?? []).sort((a, b) => a.name.localeCompare(b.name))
  return `${[
    '# Reference',
    'Made by `script/contract --write` from the code. A test fails when they differ.',
    '## Refusals',
    table(
      ['code', 'status', 'sentence'],
      allProblems().map((p) => [`\`${p.code}\``, p.status, p.sentence]),
    ),
    '## Permissions',
    table(
      ['permission', 'allows', 'at first'],
      permissions.map(([name, p]) => [
        `\`${name}\``,
        p.sentence,
        Object.entries(p.roles)
          .map(([r, s]) => `${r} (${s})`)
          .join(', ') || 'nobody',
      ]),
    ),
    '## Events',
    table(
      ['event', 'when'],
      events.map(([name, sentence]) => [`\`${name}\``, sentence]),
    ),
    '## States',
    ...[...allMachines()]
      .sort((a, b) => a.noun.localeCompare(b.noun))
      .map(
        (m) =>
          `**${m.noun}** (starts as ${m.initial.join(', ')})\n\n${table(
            ['from', 'to'],
            Object.entries(m.moves).map(([from, to]) => [from, to.join(', ') || 'nothing']),
          )}`,
      ),
    '## Settings',
    table(
      ['setting', 'default', 'meaning'],
      allSettings().map((s) => [`\`${s.key}\``, `\`${JSON.stringify(s.default)}\``, s.sentence]),
    ),
    '## Jobs',
    table(
      ['job', 'does'],
      jobs.map(([name, summary]) => [`\`${name}\``, summary]),
    ),
    table(
      ['sweep', 'when', 'does'],
      sweeps.map(([name, s]) => [`\`${name}\``, s.every === undefined ? `${s.cron} (UTC)` : `every ${s.every} s`, s.summary]),
    ),
    '## Notice topics',
    table(
      ['topic', 'for', 'meaning'],
      topics.map((t) => [`\`${t.name}\``, t.audience, t.always ? `${t.sentence} (always sent)` : t.sentence]),
    ),
    '## Environment',
    table(
      ['variable', 'default', 'meaning'],
      Object.entries(Environment.properties).map(([name, s]) => [
        `\`${name}\``,
        'default' in s ? `\`${String((s as { default: unknown }).default)}\`` : '',
        (s as { description?: string }).description ?? '',
      ]),
    ),
  ].join('\n\n')}\n`
}
