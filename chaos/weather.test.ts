import { createDice } from '@cuemark/testkit'
import { describe, expect, it } from 'vitest'
import { planWeather, type WeatherOptions } from './weather.ts'

const options: WeatherOptions = {
  from: 1000,
  to: 30 * 86_400_000,
  messages: 500,
  people: 3,
  kills: 20,
  diskFullAt: 5000,
}

describe('the weather of a run', () => {
  it('is the same for the same seed, and another for another', () => {
    const plan = (seed: number): string => JSON.stringify(planWeather(createDice(seed), options).troubles)
    expect(plan(1)).toBe(plan(1))
    expect(plan(1)).not.toBe(plan(2))
  })

  it('always has an outage, a storm, a full disk and every kind of kill, each within the run', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { troubles, kills } = planWeather(createDice(seed), options)
      const types = new Set(troubles.map(({ trouble }) => trouble.type))
      expect([...types]).toEqual(expect.arrayContaining(['outage', 'storm', 'disk_full']))
      expect(new Set(kills.values()).size).toBe(3)
      expect(troubles.every(({ at }) => at >= options.from && at <= options.to)).toBe(true)
      expect(troubles.toSorted((one, other) => one.at - other.at)).toEqual(troubles)
    }
  })

  it('fills no disk where none can be full', () => {
    const { troubles } = planWeather(createDice(1), { ...options, diskFullAt: null })
    expect(troubles.filter(({ trouble }) => trouble.type === 'disk_full')).toEqual([])
  })
})
