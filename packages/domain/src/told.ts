import type { Alert, AlertPolicy } from './alert.ts'
import { hourMs, isWorse } from './policy.ts'
import type { Step } from './step.ts'

type News = 'opened' | 'worsened' | 'recovered'

/** What people should hear but have not: the difference between what is and what they were last told. */
function owed(alert: Alert): News | null {
  const told = alert.toldSeverity ?? null
  if (alert.state === 'recovered') return told === null ? null : 'recovered'
  if (alert.state !== 'open') return null
  if (told === null) return 'opened'
  return isWorse(alert.severity, told) ? 'worsened' : null
}

/** Moments of the last hour. One from before a clock was set back counts as now, so that it ends after an hour. */
function heardWithinHour(alert: Alert, now: number): readonly number[] {
  return alert.announcedAt.map((at) => Math.min(at, now)).filter((at) => now - at < hourMs)
}

/** Bad news leaves room for the good news that belongs to it: whoever hears "broken" hears "mended" too. */
function roomNeeded(news: News, policy: AlertPolicy): number {
  return news === 'recovered' || policy.announcementsPerHour < 2 ? 1 : 2
}

/** Tells people what they are owed, when there is room within the hour; otherwise it stays owed. */
export function tell({ alert, effects }: Step, now: number, policy: AlertPolicy): Step {
  const news = owed(alert)
  if (news === null) return { alert, effects }
  const heard = heardWithinHour(alert, now)
  if (policy.announcementsPerHour - heard.length < roomNeeded(news, policy)) return { alert, effects }
  return {
    alert: {
      ...alert,
      announcedAt: [...heard, now],
      toldSeverity: news === 'recovered' ? null : alert.severity,
    },
    effects: [...effects, { type: 'announce', what: news }],
  }
}

/** When people can next be told what they are owed; null when nothing is owed. */
export function tellAt(alert: Alert, policy: AlertPolicy): number | null {
  const news = owed(alert)
  if (news === null || policy.announcementsPerHour < 1) return null
  const mostHeard = policy.announcementsPerHour - roomNeeded(news, policy)
  const blocking = alert.announcedAt.at(-1 - mostHeard)
  return blocking === undefined ? alert.lastSeenAt : blocking + hourMs
}
