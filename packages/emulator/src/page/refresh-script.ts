import { html } from './html.js'

/**
 * What the home page does in the browser: every two seconds it fetches itself and puts in what has changed, so that
 * the page is written in one place only; it copies credentials and narrows down the list of objects.
 */
export const REFRESH_SCRIPT = html`
const filter = document.getElementById('filter')
function narrow() {
  const wanted = filter.value.trim().toLowerCase()
  for (const row of document.querySelectorAll('[data-live=objects] tr'))
    row.hidden = wanted !== '' && row.textContent.toLowerCase().indexOf(wanted) === -1
}
filter.addEventListener('input', narrow)

const button = document.getElementById('refresh')
button.hidden = false
let paused = false
button.addEventListener('click', function () {
  paused = !paused
  button.textContent = paused ? 'Go on' : 'Pause'
})

async function refresh() {
  if (paused || document.hidden) return
  try {
    const text = await (await fetch('/')).text()
    const fresh = new DOMParser().parseFromString(text, 'text/html')
    for (const part of document.querySelectorAll('[data-live]')) {
      const name = part.getAttribute('data-live')
      const next = fresh.querySelector('[data-live=' + name + ']')
      if (next !== null) if (next.innerHTML !== part.innerHTML) part.replaceWith(next)
    }
    narrow()
  } catch {
    document.querySelector('[data-live=summary]').textContent = 'The local org does not answer.'
  }
}
setInterval(refresh, 2000)

for (const copy of document.querySelectorAll('[data-copy]')) {
  copy.hidden = false
  copy.addEventListener('click', async function () {
    await navigator.clipboard.writeText(copy.getAttribute('data-copy'))
    copy.textContent = 'Copied'
    setTimeout(function () { copy.textContent = 'Copy' }, 1200)
  })
}
`
