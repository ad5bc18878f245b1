/** News between the processes that share a database. */
export interface News {
  /** Tells all of them, this one included. Resolves when it is on its way; what is told while the database is away is lost. */
  tell(text: string): Promise<void>
  close(): Promise<void>
}

/** `onGap` says that news may have been missed: whoever lives by them should read again. */
export type OpenNews = (hear: (text: string) => void, onGap: () => void) => Promise<News>
