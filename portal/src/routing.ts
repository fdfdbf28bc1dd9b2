/** What main.tsx reads early of the router: one name brings the whole piece. */
export { createBrowserRouter } from 'react-router'
