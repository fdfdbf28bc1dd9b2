// Sets the chosen colours before the first paint; the app keeps the choice under the same name.
;(function () {
  var mode = null
  try {
    mode = localStorage.getItem('mui-mode')
  } catch {
    // A forbidden store means the system's choice.
  }
  var dark = mode === 'dark' || (mode !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light')
  document.documentElement.style.background = dark ? '#0C1517' : '#F5F8F8'
})()
