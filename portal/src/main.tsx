// The page is drawn before any of this is read. Its pieces are asked for at once (build/preload.ts) and read one after the other with a breath
// in between: as one piece a slow phone would not answer a touch for a quarter of a second.
const pieces = [() => import('react-dom/client'), () => import('@manifold/ui/theme.ts'), () => import('#routing.ts'), () => import('#query.ts')]
const breath = () => new Promise<void>((done) => setTimeout(done, 0))

for (const piece of pieces) {
  await piece()
  await breath()
}
const { start } = await import('#start.tsx')
await breath()
start()

// A module without imports of its own has to say that it is one.
export {}
