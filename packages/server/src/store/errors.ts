/** What can be wrong with a store, as a code for programs and one sentence with a remedy for people. */
export type StoreErrorCode =
  | 'folder_missing'
  | 'not_a_database'
  | 'not_ours'
  | 'corrupt'
  | 'read_only'
  | 'disk_full'
  | 'in_use'
  | 'newer_database'
  | 'upgrade_failed'
  | 'bad_address'
  | 'unreachable'
  | 'refused'
  | 'conflict'
  | 'unavailable'

/** The store cannot do what was asked. The text is fit to be shown, and holds no password. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string) {
    super(message)
    this.name = 'StoreError'
    this.code = code
  }
}

/** A page was asked for with a cursor that no page of this list has given out. */
export class BadCursor extends Error {
  constructor() {
    super('This page marker is not valid. Start again from the first page.')
    this.name = 'BadCursor'
  }
}
