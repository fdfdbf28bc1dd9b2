import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { Link } from 'react-router'
import { FileDrop } from '@manifold/ui/files.tsx'
import { FormErrorSummary } from '@manifold/ui/forms.tsx'
import { c } from '#parts.tsx'
import type { StepProps } from '#report/category-step.tsx'
import { UploadList } from '#report/upload-list.tsx'
import { Foot } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'
import { accepted, mostFiles } from '#uploads.ts'

/** Photos often save a visit. They are sent while the person goes on. */
export function PhotosStep({ go, uploads }: StepProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const failed = uploads.list.filter((u) => u.state === 'failed')
  const next = () => {
    if (uploads.sending) return setProblem('Your files are still being sent. Continue when they are there.')
    if (failed.length > 0) return setProblem('Some files were not sent. Try them again or take them out.')
    go(4)
  }
  return (
    <>
      <PageTitle>Add photos</PageTitle>
      <Typography sx={{ color: c.ink2, mt: '4px' }}>A photo of the place, the meter or the bill often saves a visit. You can also go on without.</Typography>
      <Box sx={{ mt: '20px', display: 'grid', gap: '12px' }}>
        {problem && (uploads.sending || failed.length > 0) && <FormErrorSummary title="One moment" problems={[{ text: problem }]} />}
        {uploads.list.length < mostFiles && (
          <FileDrop
            files={[]}
            onAdd={uploads.add}
            onRemove={() => undefined}
            accept={accepted}
            label={uploads.list.length > 0 ? 'Add more' : 'Add photos or documents'}
            hint="Photos, PDF or office documents, up to 25 MB each, ten at most. We take the place out of photos."
          />
        )}
        <UploadList uploads={uploads} />
      </Box>
      <Foot label="Step actions">
        <Button component={Link} to="?step=2">
          Back
        </Button>
        <Button variant="contained" color="primary" onClick={next}>
          {uploads.list.length > 0 ? 'Continue' : 'Continue without photos'}
        </Button>
      </Foot>
    </>
  )
}
