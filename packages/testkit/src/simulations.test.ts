import { describe, expect, it } from 'vitest'
import { manifests, serviceIds } from '@cuemark/services'
import { simulations } from './simulations.ts'

describe.each(serviceIds)('the settings of the simulated %s', (service) => {
  const { fields, inspect } = manifests[service]

  it('fill the form of its manifest, and leave nothing to remark on', async () => {
    const simulation = await simulations[service]()
    const given = Object.keys(simulation.goodSettings)
    expect(fields.map((field) => field.name)).toEqual(expect.arrayContaining(given))
    expect(given).toEqual(
      expect.arrayContaining(fields.filter(({ required }) => required).map(({ name }) => name)),
    )
    for (const settings of [
      simulation.goodSettings,
      { ...simulation.goodSettings, ...simulation.badSettings },
    ]) {
      const { cleaned, notes } = inspect(settings)
      expect(cleaned).toEqual(settings)
      expect(notes.filter(({ level }) => level !== 'info')).toEqual([])
    }
    await simulation.close()
  })
})
