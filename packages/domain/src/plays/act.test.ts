import { describe, expect, it } from 'vitest'
import { Parcel, watchCargo } from './delivery-stage.ts'
import { matrix, minuteMs } from './playback-stage.ts'

const late = (): Parcel => new Parcel(watchCargo, watchCargo.watchedAt + 60 * minuteMs)

describe('a person', () => {
  it('drops what waits, and brings it back with a look first', () => {
    const parcel = late().does({ type: 'drop' })
    expect([parcel.state, parcel.step]).toEqual(['dropped', null])
    expect(parcel.does({ type: 'restore' }).step).toMatchObject({ do: 'look' })
  })

  it('who brings it back after all looks starts them anew', () => {
    const parcel = new Parcel().goesOut().ends({ type: 'abandoned' }).looksInVain().looksInVain()
    expect(parcel.does({ type: 'drop' }).does({ type: 'restore' }).delivery).toMatchObject({
      state: 'unknown',
      looks: 0,
    })
  })

  it('cannot make it forget that an answer was lost', () => {
    const parcel = new Parcel()
      .goesOut()
      .ends({ type: 'abandoned' })
      .does({ type: 'drop' })
      .does({ type: 'restore' })
    expect(parcel.state).toBe('unknown for look')
    expect(parcel.delivery.looks).toBe(0)
    expect(parcel.looksInVain().does({ type: 'replay' }).step).toMatchObject({ do: 'look' })
  })

  it('cannot hurry the looks after a lost answer', () => {
    const parcel = new Parcel().goesOut().ends({ type: 'abandoned' }).does({ type: 'replay' })
    expect([parcel.state, parcel.waitMinutes]).toEqual(['unknown for look', 5])
    parcel.looksInVain().does({ type: 'replay' }).looksInVain()
    expect([parcel.state, parcel.waitMinutes]).toEqual(['unknown for look', 5])
  })

  it('changes nothing while it is being sent, or where the word says nothing', () => {
    const sending = new Parcel().goesOut()
    expect(sending.does({ type: 'replay' }).does({ type: 'match', title: matrix }).delivery.version).toBe(2)
    const waiting = late()
    expect(waiting.does({ type: 'signed_in' }).does({ type: 'restore' }).delivery.version).toBe(1)
  })
})
