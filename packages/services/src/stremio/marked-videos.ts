import { watchedFieldOf } from './watched.ts'

/** Unpacks the bits of a `watched` field; null where they cannot be read. */
export type Inflate = (packed: string) => Uint8Array | null

interface EpisodeId {
  readonly show: string
  readonly season: number
  readonly number: number
}

const pattern = /^(.+):(\d{1,6}):(\d{1,6})$/

/** `tt0903747:1:2` in its parts; null for ids that count otherwise. */
export const episodeIdOf = (videoId: string | null): EpisodeId | null => {
  const [, show, season, number] = pattern.exec(videoId ?? '') ?? []
  if (show === undefined || season === undefined || number === undefined) return null
  return { show, season: Number(season), number: Number(number) }
}

export const videoIdOf = ({ show, season, number }: EpisodeId): string => `${show}:${season}:${number}`

interface Bits {
  readonly anchorVideoId: string
  /** Null where the anchor's id does not count seasons. */
  readonly anchor: EpisodeId | null
  /** Bits up to the anchor's, which is the last one that is set. */
  readonly length: number
  readonly isSet: (bit: number) => boolean
}

const bitsOf = (text: string | null, inflate: Inflate): Bits | null => {
  const field = text === null ? null : watchedFieldOf(text)
  const bytes = field === null ? null : inflate(field.packed)
  if (field === null || bytes === null || field.anchorLength > bytes.length * 8) return null
  const { anchorVideoId, anchorLength: length } = field
  return {
    anchorVideoId,
    anchor: episodeIdOf(anchorVideoId),
    length,
    isSet: (bit) => ((bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0,
  }
}

/** The list of videos is not at hand: a bit is named by its distance from the anchor, in the anchor's own season. */
const inOwnSeason = ({ anchor, anchorVideoId, length, isSet }: Bits): readonly string[] => {
  if (anchor === null) return [anchorVideoId]
  const videos: string[] = []
  for (let back = 0; back < anchor.number && back < length; back += 1)
    if (isSet(length - 1 - back)) videos.push(videoIdOf({ ...anchor, number: anchor.number - back }))
  return videos
}

/** The list of videos has not moved: what was set before is set at the same places. */
const isSameList = (before: Bits, after: Bits): boolean => {
  for (let bit = 0; bit < before.length; bit += 1) if (before.isSet(bit) && !after.isSet(bit)) return false
  return true
}

/** Where the anchor has moved to the next season, the rest of its former season lies between the two anchors. */
const inSeasonBefore = (before: Bits, after: Bits): readonly string[] => {
  const [old, anchor] = [before.anchor, after.anchor]
  if (old === null || anchor === null || old.show !== anchor.show || anchor.season !== old.season + 1)
    return []
  if (!isSameList(before, after)) return []
  const seasonStart = after.length - anchor.number
  const videos: string[] = []
  for (let bit = before.length; bit < seasonStart; bit += 1)
    if (after.isSet(bit)) videos.push(videoIdOf({ ...old, number: old.number + bit - before.length + 1 }))
  return videos
}

/** Episodes whose bits were set between two looks at a row, the last of them first. */
export const newlyMarked = (
  before: string | null,
  after: string | null,
  inflate: Inflate,
): readonly string[] => {
  const now = bitsOf(after, inflate)
  if (now === null) return []
  const old = bitsOf(before, inflate)
  if (old === null) return inOwnSeason(now)
  const known = new Set(inOwnSeason(old))
  return [...inOwnSeason(now).filter((id) => !known.has(id)), ...inSeasonBefore(old, now).toReversed()]
}
