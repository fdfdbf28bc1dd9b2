import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useNavigate } from 'react-router'
import type { Category } from '@manifold/client'
import { hasContent } from '#draft.ts'
import { ListRow, LineTile, Panel } from '#parts.tsx'
import type { WizardDraft } from '#report/report.tsx'
import { PageTitle } from '#shell/page.tsx'
import type { useUploads } from '#uploads.ts'

export interface StepProps {
  kept: WizardDraft
  go: (step: number) => void
  uploads: ReturnType<typeof useUploads>
}

/** What is it about? An emergency goes to its own, shorter way. */
export function CategoryStep({ kept, categories, go, complaint }: StepProps & { categories: Category[]; complaint: boolean }) {
  const navigate = useNavigate()
  // Who comes from a booking, a cylinder or an account mostly complains about it.
  const rank = (k: Category) => (complaint && k.kind === 'complaint' ? 0 : 1)
  const choose = (category: Category) => {
    if (category.emergency) return void navigate(`/report/leak?category=${category.id}&from=report`)
    if (category.id !== kept.draft.categoryId) kept.change({ categoryId: category.id, fields: {} })
    go(2)
  }
  return (
    <>
      <PageTitle>What is it about?</PageTitle>
      <Panel sx={{ mt: '16px' }}>
        <ul className="plain">
          {[...categories]
            .filter((k) => k.active)
            .sort((a, b) => Number(b.emergency) - Number(a.emergency) || rank(a) - rank(b) || a.sortOrder - b.sortOrder)
            .map((k) => (
              <li key={k.id}>
                <ListRow component="button" onClick={() => choose(k)} tile={<LineTile line={k.line} icon={k.icon} danger={k.emergency} />} title={k.name} next={k.description} />
              </li>
            ))}
        </ul>
      </Panel>
      {hasContent(kept.draft) && (
        <Box sx={{ mt: '16px' }}>
          <Button
            variant="text"
            color="error"
            onClick={() => {
              kept.drop()
              // From the beginning, with a new draft.
              location.assign('/report')
            }}
          >
            Throw the draft away
          </Button>
        </Box>
      )}
    </>
  )
}
