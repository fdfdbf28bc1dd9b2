import { Outlet, ScrollRestoration, createBrowserRouter, type RouteObject } from 'react-router'
import { Screen as Home } from '#home/home.tsx'
import { queries } from '#query.ts'
import { NavFrame, OpenFrame } from '#shell/frames.tsx'
import { Broken } from '#shell/broken.tsx'
import { Wall } from '#shell/wall.tsx'
import { categoriesQuery } from '#tickets.ts'

/** A screen that is loaded when it is first shown; what it will ask for first (`ask`) is asked for at the same time. */
const screen = (path: string, load: () => Promise<{ Screen: React.ComponentType }>, ask?: () => Promise<void>): RouteObject => ({
  path,
  lazy: async () => ({ Component: (await load()).Screen }),
  ...(ask ? { loader: () => (void ask(), null) } : {}),
})
const askCategories = () => queries.prefetchQuery(categoriesQuery)
const behindWall = (children: RouteObject[]): RouteObject => ({ element: <Wall />, children })

export const router = createBrowserRouter([
  {
    element: (
      <>
        <Outlet />
        <ScrollRestoration />
      </>
    ),
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [
      {
        element: <NavFrame />,
        errorElement: <Broken />,
        children: [
          // Most visits begin here: it comes with the app.
          { path: '/', Component: Home },
          screen('/help', () => import('#help/centre.tsx')),
          screen('/help/:slug', () => import('#help/article.tsx')),
          behindWall([
            screen('/requests', () => import('#requests/history.tsx')),
            screen('/notices', () => import('#notices/inbox.tsx')),
            screen('/gas', () => import('#gas/gas.tsx')),
            screen('/gas/accounts/:id', () => import('#gas/account.tsx')),
            screen('/gas/bookings', () => import('#gas/bookings.tsx')),
            screen('/payments', () => import('#money/payments.tsx')),
            screen('/payments/wallet', () => import('#money/statement.tsx')),
            screen('/payments/methods', () => import('#money/methods.tsx')),
            screen('/payments/:ref', () => import('#money/payment.tsx')),
            screen('/account', () => import('#account/account.tsx')),
            screen('/account/profile', () => import('#account/profile.tsx')),
            screen('/account/security', () => import('#account/security.tsx')),
            screen('/account/notices', () => import('#notices/preferences.tsx')),
            screen('/account/activity', () => import('#account/activity.tsx')),
          ]),
        ],
      },
      {
        element: <OpenFrame />,
        errorElement: <Broken />,
        children: [
          behindWall([
            screen('/requests/:ref', () => import('#requests/request.tsx')),
            screen('/gas/link', () => import('#gas/link.tsx')),
            screen('/gas/book', () => import('#gas/book.tsx')),
            screen('/gas/book/:ref', () => import('#gas/pay.tsx')),
            screen('/gas/bookings/:ref', () => import('#gas/booking.tsx')),
            screen('/payments/top-up', () => import('#money/top-up.tsx')),
            screen('/payments/top-up/:ref', () => import('#money/top-up-pay.tsx')),
          ]),
          screen('/report', () => import('#report/report.tsx'), askCategories),
          screen('/report/leak', () => import('#report/leak.tsx')),
          screen('/report/sent/:ref', () => import('#report/sent.tsx')),
          screen('/sign-in', () => import('#auth/sign-in.tsx')),
          screen('/sign-in/phone', () => import('#auth/phone.tsx')),
          screen('/sign-in/code', () => import('#auth/second-factor.tsx')),
          screen('/sign-up', () => import('#auth/sign-up.tsx')),
          screen('/forgot', () => import('#auth/forgot.tsx')),
          screen('/reset-password', () => import('#auth/reset.tsx')),
          screen('/verify-email', () => import('#auth/verified.tsx')),
          screen('/unsubscribe', () => import('#notices/unsubscribe.tsx')),
          screen('*', () => import('#shell/not-found.tsx')),
        ],
      },
    ],
  },
])
