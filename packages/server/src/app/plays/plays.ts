import type { PlayView } from '@cuemark/contract'
import { episodesOf, type Title } from '@cuemark/domain'
import type { Plays, Viewer } from '../use-cases-plays.ts'
import { knownTitle } from './known-titles.ts'
import { confirm, drop, match, replay, replayAll, restore } from './plays-actions.ts'
import { createBackfill } from './plays-backfill.ts'
import { ownPlay, playGone, type PlaysDeps, write } from './plays-deps.ts'
import { searchTitles, suggest } from './plays-suggest.ts'
import { createPlayReader, type PlayReader } from './plays-views.ts'
import { storyTexts } from './texts.ts'
import { titleOf } from './title-input.ts'

const shownPlaying = 50

/** Whose plays are asked for: null for everybody's, undefined for somebody whose the viewer may not see. */
function askedPerson(viewer: Viewer, personId: string | undefined): string | null | undefined {
  if (viewer.role === 'administrator') return personId ?? null
  return personId === undefined || personId === viewer.id ? viewer.id : undefined
}

async function viewOf(reader: PlayReader, id: string): Promise<PlayView> {
  const view = await reader.play(id)
  if (view === null) throw playGone()
  return view
}

/** Answers the play that now stands for it; null where nothing was marked. */
const mark = (
  deps: PlaysDeps,
  viewer: Viewer,
  { title: named, watched, at }: { title: Title; watched: boolean; at: number | undefined },
): Promise<string | null> =>
  write(deps, async (book) => {
    const ids: string[] = []
    for (const one of episodesOf(named)) {
      const title = await knownTitle(book.tx, viewer.id, one)
      if (!watched) {
        ids.push(...(await book.withdraw(viewer.id, title)).map(({ id }) => id))
        continue
      }
      const watchedAt = at ?? book.now
      const { play } = await book.add({
        userId: viewer.id,
        title,
        startedAt: watchedAt,
        watchedAt,
        timeTold: at !== undefined,
        progress: null,
        state: 'watched',
        sourceId: null,
        origin: 'mark',
        story: storyTexts.markedHere,
      })
      ids.push(play.id)
    }
    return ids[0] ?? null
  })

async function list(
  { store }: PlaysDeps,
  reader: PlayReader,
  viewer: Viewer,
  { view, personId, accountId, cursor, limit }: Parameters<Plays['list']>[1],
): ReturnType<Plays['list']> {
  const userId = askedPerson(viewer, personId)
  if (userId === undefined) return { items: [], nextCursor: null }
  const page = await store.plays.playsPage({
    userId,
    accountId: accountId ?? null,
    view,
    cursor: cursor ?? null,
    limit,
  })
  return { items: await reader.plays(page.items), nextCursor: page.nextCursor }
}

async function playing(
  { store }: PlaysDeps,
  reader: PlayReader,
  viewer: Viewer,
  personId: string | undefined,
): ReturnType<Plays['playing']> {
  const userId = askedPerson(viewer, personId)
  if (userId === undefined) {
    return { items: [], counts: { playing: 0, waiting: 0, attention: 0, nextAt: null } }
  }
  return {
    items: await reader.playing(await store.plays.playing(userId, shownPlaying)),
    counts: await store.plays.activityCounts(userId),
  }
}

/** Plays, their way to Trakt, and what a person can do about them. */
export function createPlays(deps: PlaysDeps): Plays {
  const { store } = deps
  const reader = createPlayReader(deps)
  const backfill = createBackfill(deps)
  const shown = async (id: string, work: Promise<void>): Promise<PlayView> => {
    await work
    return viewOf(reader, id)
  }
  return {
    list: (viewer, query) => list(deps, reader, viewer, query),
    get: async (viewer, id) => {
      await store.transaction((tx) => ownPlay(tx, viewer, id))
      return viewOf(reader, id)
    },
    events: async (viewer, id) => {
      await store.transaction((tx) => ownPlay(tx, viewer, id))
      const rows = await store.plays.playStory(id)
      return rows.map(({ at, what, text }) => ({ at, what, text }))
    },
    suggestions: (viewer, id, q) => suggest(deps, viewer, id, q),
    searchTitles: (viewer, asked) => searchTitles(deps, viewer, asked),
    playing: (viewer, personId) => playing(deps, reader, viewer, personId),
    replay: (viewer, id) => shown(id, replay(deps, viewer, id)),
    replayAll: async (viewer, { cause, personId }) => {
      const userId = askedPerson(viewer, personId)
      return userId === undefined ? 0 : replayAll(deps, userId, cause)
    },
    match: async (viewer, id, { title, remember }) =>
      shown(id, match(deps, viewer, id, titleOf(title), remember)),
    drop: (viewer, id) => shown(id, drop(deps, viewer, id)),
    restore: (viewer, id) => shown(id, restore(deps, viewer, id)),
    confirm: (viewer, id, watched) => shown(id, confirm(deps, viewer, id, watched)),
    mark: async (viewer, { title, watched, at }) => {
      const id = await mark(deps, viewer, { title: titleOf(title), watched, at })
      return id === null ? null : reader.play(id)
    },
    previewBackfill: (viewer, range) => backfill.preview(viewer, range),
    sendBackfill: (viewer, previewId) => backfill.send(viewer, previewId),
  }
}
