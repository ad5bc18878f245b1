/** What a list by pages says of itself, by the names of the query library. */
export interface PagedList {
  readonly hasNextPage: boolean
  readonly isFetching: boolean
  readonly isFetchNextPageError: boolean
}

/**
 * Whether the next page may be asked for by itself. Any load is waited for: one that reads the list again cancels the
 * next page, and asking meanwhile would cancel that one in turn; its end is the moment to ask anew. A page that
 * failed is asked for by a click, or after the list was read again: asking at once would never end.
 */
export const mayAskForMore = ({ hasNextPage, isFetching, isFetchNextPageError }: PagedList): boolean =>
  hasNextPage && !isFetching && !isFetchNextPageError
