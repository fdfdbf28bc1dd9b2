import { CoreAdmin, CustomRoutes, localStorageStore } from 'react-admin'
import { lazy } from 'react'
import { Link, Navigate, Route, useParams } from 'react-router'
import Button from '@mui/material/Button'
import { EmptyState, ErrorState } from '@manifold/ui'
import { authProvider } from '#shell/auth.ts'
import { dataProvider } from '#shell/data.ts'
import { Layout } from '#shell/layout.tsx'
import { queries } from '#shell/query.ts'
import { ForgotPage, PasswordPage, SignInPage } from '#shell/sign-in.tsx'
import { i18nProvider } from '#shell/words.ts'
import { Start } from '#shell/start.tsx'

const store = localStorageStore('1', 'manifold')
const Queue = lazy(() => import('#desk/queue.tsx'))
const TicketPage = lazy(() => import('#ticket/page.tsx'))
const NewTicket = lazy(() => import('#desk/new-ticket.tsx'))
const Customers = lazy(() => import('#people/customers.tsx'))
const Customer = lazy(() => import('#people/customer.tsx'))
const Gas = lazy(() => import('#gas/gas.tsx'))
const Money = lazy(() => import('#money/section.tsx'))
const Dashboard = lazy(() => import('#reports/dashboard.tsx'))
const Knowledge = lazy(() => import('#knowledge/articles.tsx'))
const Article = lazy(() => import('#knowledge/article.tsx'))
const ArticleCategories = lazy(() => import('#knowledge/categories.tsx'))
const Settings = lazy(() => import('#settings/settings.tsx'))
const Mine = lazy(() => import('#me/mine.tsx'))

function ToDesk() {
  const { reference } = useParams()
  return <Navigate to={`/desk/${reference}`} replace />
}

const NotFound = () => (
  <main>
    <EmptyState
      page
      title="Nothing is at this address"
      text="It may have been moved or deleted."
      action={
        <Button component={Link} to="/">
          Go to the start
        </Button>
      }
    />
  </main>
)

export const App = () => (
  <CoreAdmin
    authProvider={authProvider}
    dataProvider={dataProvider}
    i18nProvider={i18nProvider}
    queryClient={queries}
    store={store}
    layout={Layout}
    loginPage={SignInPage}
    catchAll={NotFound}
    error={({ resetErrorBoundary }) => <ErrorState onRetry={() => resetErrorBoundary(undefined)} />}
    title="Manifold console"
    requireAuth
    disableTelemetry
  >
    <CustomRoutes noLayout>
      <Route path="/forgot" element={<ForgotPage />} />
      <Route path="/reset" element={<PasswordPage />} />
      <Route path="/accept-invitation" element={<PasswordPage invited />} />
      <Route path="/invite" element={<PasswordPage invited />} />
    </CustomRoutes>
    <CustomRoutes>
      <Route path="/" element={<Start />} />
      <Route path="/desk" element={<Queue />} />
      <Route path="/desk/new" element={<NewTicket />} />
      <Route path="/desk/:reference" element={<TicketPage />} />
      <Route path="/customers" element={<Customers />} />
      <Route path="/customers/:id" element={<Customer />} />
      <Route path="/gas/*" element={<Gas />} />
      <Route path="/money/*" element={<Money />} />
      <Route path="/reports" element={<Dashboard />} />
      <Route path="/knowledge" element={<Knowledge />} />
      <Route path="/knowledge/categories" element={<ArticleCategories />} />
      <Route path="/knowledge/categories/:id" element={<ArticleCategories />} />
      <Route path="/knowledge/:id" element={<Article />} />
      <Route path="/settings/*" element={<Settings />} />
      <Route path="/me/*" element={<Mine />} />
      {/* The addresses that notices carry. */}
      <Route path="/tickets/:reference" element={<ToDesk />} />
      <Route path="/security" element={<Navigate to="/me/security" replace />} />
    </CustomRoutes>
  </CoreAdmin>
)
