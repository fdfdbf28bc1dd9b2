import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useReportDraft } from '#draft.ts'
import { StepProgress } from '@manifold/ui/tracker.tsx'
import { CheckIcon, SkeletonRows, c } from '#parts.tsx'
import { CategoryStep } from '#report/category-step.tsx'
import { PhotosStep } from '#report/photos-step.tsx'
import { QuestionsStep } from '#report/questions-step.tsx'
import { ReviewStep } from '#report/review-step.tsx'
import { meQuery } from '#session.ts'
import { BackBar } from '#shell/bar.tsx'
import { Failure } from '#shell/failure.tsx'
import { FlowMain } from '#shell/frames.tsx'
import { PageTitle } from '#shell/page.tsx'
import { categoriesQuery } from '#tickets.ts'
import { About, useAbout } from '#report/about.tsx'
import { useUploads, type Upload } from '#uploads.ts'

/** Report a problem: what it is, what happened, photos, a last look. One step at a time; everything is kept on the phone until it is sent. */
export function Screen() {
  const { data: me, error } = useQuery(meQuery)
  // Who the draft belongs to must be known before it is opened.
  if (me === undefined && !error)
    return (
      <FlowShell>
        <SkeletonRows rows={5} height={72} />
      </FlowShell>
    )
  return <Wizard key={me?.id ?? 'guest'} owner={me?.id ?? 'guest'} />
}

const FlowShell = ({ children }: { children: React.ReactNode }) => (
  <>
    <BackBar>New request</BackBar>
    <FlowMain foot>{children}</FlowMain>
  </>
)

export type WizardDraft = ReturnType<typeof useReportDraft>

function Wizard({ owner }: { owner: string }) {
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const kept = useReportDraft(owner)
  const uploads = useUploads(kept.draft.photos.map(asUpload))
  const categories = useQuery(categoriesQuery)
  const category = categories.data?.data.find((k) => k.id === kept.draft.categoryId) ?? null
  const asked = Math.min(4, Math.max(1, Number(params.get('step')) || 1))
  const step = category === null ? 1 : kept.draft.subject.trim() === '' ? Math.min(asked, 2) : asked
  const [wanted] = useState(() => params.get('category'))

  // A link may choose the category: from an article, or from the help centre.
  const { change } = kept
  useEffect(() => {
    const named = wanted && categories.data?.data.find((k) => k.key === wanted || k.id === wanted)
    if (named) change({ categoryId: named.id })
    // Once, when the categories are there.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted, categories.data])

  // A link may say what it is about: a booking, a cylinder, an account.
  const about = useAbout(params.get('about'))
  useEffect(() => {
    if (about && (kept.draft.relatedTo?.type !== about.type || kept.draft.relatedTo.id !== about.id)) change({ relatedTo: about })
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [about?.type, about?.id])

  // What was sent belongs to the draft, so that it is still there after a phone call.
  const sent = uploads.list.filter((u) => u.attachAs !== null).map((u) => ({ attachAs: u.attachAs!, id: u.media?.id ?? u.key, name: u.name, size: u.media?.size ?? u.size }))
  const names = sent.map((p) => p.attachAs).join()
  useEffect(() => {
    if (names !== kept.draft.photos.map((p) => p.attachAs).join()) change({ photos: sent })
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [names])

  const go = (to: number) => void navigate({ search: `?step=${to}` })
  const shared = { kept, category, go, uploads }
  if (categories.error && !categories.data)
    return (
      <FlowShell>
        <PageTitle>New request</PageTitle>
        <Failure error={categories.error} onRetry={() => void categories.refetch()} />
      </FlowShell>
    )
  return (
    <FlowShell>
      <StepProgress
        step={step}
        of={4}
        end={
          kept.saved === 'saved' ? (
            <>
              <CheckIcon size={16} style={{ color: c.success }} />
              Draft saved
            </>
          ) : kept.saved === 'not_saved' ? (
            'This device could not keep the draft'
          ) : null
        }
      />
      {kept.draft.relatedTo && <About thing={kept.draft.relatedTo} onDrop={() => change({ relatedTo: null })} />}
      <div style={{ marginTop: 20 }} />
      {step === 1 &&
        (categories.data ? <CategoryStep {...shared} categories={categories.data.data} complaint={kept.draft.relatedTo !== null} /> : <SkeletonRows rows={6} height={72} />)}
      {step === 2 && category && <QuestionsStep {...shared} category={category} />}
      {step === 3 && category && <PhotosStep {...shared} />}
      {step === 4 && category && <ReviewStep {...shared} category={category} owner={owner} />}
    </FlowShell>
  )
}

const asUpload = (p: { attachAs: string; id: string; name: string; size: number }): Upload => ({
  key: p.id,
  name: p.name,
  size: p.size,
  preview: null,
  share: 1,
  state: 'sent',
  problem: null,
  worthAgain: false,
  media: null,
  attachAs: p.attachAs,
})
