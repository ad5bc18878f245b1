/** The field of bits in which Stremio keeps the episodes seen (stremio.md §3). */

export interface WatchedField {
  /** Video with the last bit that is set: bits are counted from it, as lists of videos change. */
  readonly anchorVideoId: string
  readonly anchorLength: number
  /** Deflated bits, in base64. */
  readonly packed: string
}

/** Takes the parts apart from the right, since an id holds colons itself. Null for movies and anything else. */
export const watchedFieldOf = (text: string): WatchedField | null => {
  const parts = text.split(':')
  const packed = parts.pop()
  const length = parts.pop()
  const anchorVideoId = parts.join(':')
  if (packed === undefined || packed === '' || length === undefined || !/^\d+$/.test(length)) return null
  // Movies hold the empty field without meaning.
  if (anchorVideoId === '' || anchorVideoId === 'undefined') return null
  return { anchorVideoId, anchorLength: Number(length), packed }
}

/**
 * Ids of the videos that are marked as seen. `bytes` are the inflated bits, least significant first; `videoIds` is
 * today's list in order of season, episode and release. Empty where the anchor is not in the list any more.
 */
export const watchedVideos = (
  field: Pick<WatchedField, 'anchorVideoId' | 'anchorLength'>,
  bytes: Uint8Array,
  videoIds: readonly string[],
): readonly string[] => {
  const anchorIndex = videoIds.indexOf(field.anchorVideoId)
  if (anchorIndex === -1) return []
  const offset = field.anchorLength - anchorIndex - 1
  return videoIds.filter((_, index) => {
    const bit = index + offset
    const byte = bit < 0 ? undefined : bytes[bit >> 3]
    return byte !== undefined && (byte & (1 << (bit & 7))) !== 0
  })
}
