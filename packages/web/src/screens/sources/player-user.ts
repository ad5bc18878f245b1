import type { PlayerUserView } from '@cuemark/contract'

/** Nobody has said yet who this is, so what this user plays waits. */
export const isUnknown = ({ personId, ignored }: Pick<PlayerUserView, 'personId' | 'ignored'>): boolean =>
  personId === null && !ignored
