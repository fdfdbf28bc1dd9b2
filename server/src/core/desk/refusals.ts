import { problems } from '#platform/problems'

export const refuse = problems('desk', {
  unknown_variable: [422, 'The text uses a variable that does not exist. Correct the fields named below.'],
  rule_invalid: [422, 'This rule cannot be kept. Correct the fields named below.'],
  rule_never_ends: [
    422,
    'This rule would fire again and again for the same ticket. Let it fire once per ticket, give it a spacing, or add a condition that one of its actions makes false.',
  ],
  rule_shipped: [409, 'This rule comes with the product. Switch it off instead.'],
  macro_invalid: [422, 'This macro cannot be kept. Correct the fields named below.'],
  shortcut_taken: [409, 'Another canned reply of this team has this shortcut.'],
  team_needed: [422, 'A view for a team needs the team.'],
  not_owner: [403, 'Only the owner may change a view of their own.'],
  merge_self: [409, 'A ticket cannot be merged into itself.'],
  merge_cycle: [409, 'These two are merged with each other already, one way or the other.'],
  merge_emergency: [409, 'An emergency is never merged away: its clocks run until a person attends it. Link the tickets instead.'],
  merge_ended: [409, 'A closed or cancelled ticket cannot take another one in.'],
  not_merged: [409, 'This ticket is not merged into another one.'],
  merge_too_late: [409, 'A merge can be undone for 30 days only.'],
  merge_followed: [409, 'Other tickets were merged into this one since. Undo those first.'],
  link_self: [409, 'A ticket cannot be linked to itself.'],
  link_exists: [409, 'These two tickets are linked in this way already.'],
  link_missing: [404, 'These two tickets are not linked.'],
  split_nothing: [422, 'Name at least one message of this ticket that the customer wrote.'],
  snooze_past: [422, 'Choose an instant in the future.'],
  import_unreadable: [422, 'This is not a CSV file with a heading that names its columns.'],
})
