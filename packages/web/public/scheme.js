// Runs before the first paint, so that the page never flashes in the wrong scheme. A file of its own because
// the content security policy allows no inline script.
;(() => {
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('cuemark-color-scheme') ?? 'auto'
  } catch {
    // Storage may be forbidden; the system's choice is then the right one.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
