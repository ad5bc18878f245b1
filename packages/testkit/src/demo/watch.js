import { element } from './element.js'

/** Draws the player, and what Trakt and Cuemark have of what it played. */

const now = document.querySelector('#on')
const buttons = document.querySelector('#player')
const book = document.querySelector('#book')
const total = document.querySelector('#total')
const waiting = document.querySelector('#waiting')
const activity = document.querySelector('#activity')

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`

const time = (at, word) =>
  element(
    'span',
    {},
    `${word} `,
    element('time', { dateTime: new Date(at).toISOString(), textContent: clock.format(at) }),
  )

const makeRow = ({ id, title, watchedAt, addedAt }) => {
  const row = element(
    'li',
    {},
    element('strong', { textContent: title }),
    time(watchedAt, 'watched'),
    time(addedAt, 'arrived'),
  )
  row.dataset.id = id
  return row
}

const textOfNext = (at) => (at <= Date.now() ? ', a try is under way' : `, next try at ${clock.format(at)}`)

const textOfWaiting = (state) => {
  if (state === null) return 'Cuemark does not answer.'
  const { waiting: plays, attention, nextAt } = state
  const next = nextAt === null ? '' : textOfNext(nextAt)
  const parts = [
    plays === 0
      ? 'Nothing waits in Cuemark.'
      : `${count(plays, 'play waits', 'plays wait')} in Cuemark${next}.`,
  ]
  if (attention > 0) parts.push(`${count(attention, 'play needs', 'plays need')} you.`)
  return parts.join(' ')
}

const drawBook = (plays) => {
  const known = [...book.children].map(({ dataset }) => dataset.id).join()
  if (known !== plays.map(({ id }) => id).join()) book.replaceChildren(...plays.map(makeRow))
}

/** Made once, so that focus stays where it is. */
const drawButtons = (actions, on, press) => {
  if (buttons.childElementCount === 0)
    for (const { action, label, line } of actions) {
      const button = element('button', { type: 'button', textContent: label, title: line })
      button.dataset.action = action
      button.addEventListener('click', () => press(action))
      buttons.append(button)
    }
  // Not `disabled`, which would take the focus away from who has just pressed it.
  buttons.querySelector('[data-action="stop_film"]')?.setAttribute('aria-disabled', String(on === null))
}

export const drawWatch = (state, cuemarkUrl, press) => {
  drawButtons(state.actions, state.on, press)
  now.textContent = state.on === null ? 'Nothing is on' : `On: ${state.on}`
  drawBook(state.plays)
  total.textContent =
    state.total > state.plays.length ? `the last ${state.plays.length} of ${state.total}` : ''
  const text = textOfWaiting(state.waiting)
  if (waiting.textContent !== text) waiting.textContent = text
  activity.href = `${cuemarkUrl}/activity`
}
