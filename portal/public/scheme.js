// Sets the chosen colours before the first paint; the app keeps the choice under the same name.
;(function () {
  var mode = null
  try {
    mode = localStorage.getItem('manifold.mode')
  } catch {
    // A forbidden store means the system's choice.
  }
  var dark = mode === 'dark' || (mode !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')
})()
