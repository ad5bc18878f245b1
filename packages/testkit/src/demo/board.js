import { element } from './element.js'
import { drawWatch } from './watch.js'

/** Draws the page from `/state` and sends each click to `/scene` or `/watch`. */

const readAgainAfterMs = 2000
const services = document.querySelector('#services')
const count = document.querySelector('#count')
const said = document.querySelector('#said')
/** Rows by service, made once, so that focus and unfolded parts stay where they are. */
const rows = new Map()

const switchFor = (service, { scene, label, line }) => {
  const button = element('button', { type: 'button', textContent: label, title: line })
  button.dataset.scene = scene
  button.addEventListener('click', () => {
    void send('/scene', { service: service.id, scene }, `${service.name}: ${label}.`)
  })
  return button
}

const groupOf = (service, group) =>
  element(
    'div',
    { className: 'switches' },
    ...service.switches.filter((item) => item.group === group).map((item) => switchFor(service, item)),
  )

const makeRow = (service) => {
  const word = element('span', {})
  const line = element('p', { className: 'line' })
  const mark = element('span', { className: 'mark' })
  mark.setAttribute('aria-hidden', 'true')
  const heading = element('h2', { textContent: service.name, id: `name-${service.id}` })
  const section = element(
    'section',
    {},
    element(
      'div',
      {},
      heading,
      element('p', { className: 'address', textContent: service.url }),
      element('p', { className: 'state' }, mark, word),
      line,
    ),
    element(
      'div',
      {},
      groupOf(service, 'first'),
      element(
        'details',
        {},
        element('summary', { textContent: 'More ways to break it' }),
        element('h3', { textContent: `Only ${service.name} does this` }),
        groupOf(service, 'own'),
        element('h3', { textContent: 'Any service may do this' }),
        groupOf(service, 'more'),
      ),
    ),
  )
  section.setAttribute('aria-labelledby', heading.id)
  services.append(section)
  return { section, word, line }
}

const watch = (action) => void send('/watch', { action })

const draw = (state) => {
  drawWatch(state.watch, state.cuemarkUrl, watch)
  count.textContent = `${state.services.length} services`
  document.querySelector('#cuemark').href = state.cuemarkUrl
  for (const service of state.services) {
    if (!rows.has(service.id)) rows.set(service.id, makeRow(service))
    const { section, word, line } = rows.get(service.id)
    const now = service.switches.find(({ scene }) => scene === service.scene)
    section.classList.toggle('broken', service.scene !== 'healthy')
    word.textContent = now.label
    line.textContent = now.line
    for (const button of section.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset.scene === service.scene))
  }
}

const ask = async (path, options) => {
  const answer = await fetch(path, options)
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  const state = await answer.json()
  draw(state)
  return state
}

const lost = 'The demo does not answer. Start it again with npm run demo.'

/** The page says `text`, or what the answer says. */
const send = async (path, wanted, text) => {
  try {
    const state = await ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    })
    said.textContent = text ?? state.said
  } catch {
    said.textContent = lost
  }
}

const follow = async () => {
  try {
    await ask('/state')
    if (said.textContent === lost) said.textContent = ''
  } catch {
    said.textContent = lost
  }
  setTimeout(() => void follow(), readAgainAfterMs)
}

for (const button of document.querySelectorAll('[data-all]'))
  button.addEventListener('click', () => {
    void send('/scene', { all: button.dataset.all }, `All ${rows.size} are ${button.dataset.all}.`)
  })

await follow()
