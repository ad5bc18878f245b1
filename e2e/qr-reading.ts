import type { Locator } from 'playwright-core'

/** Reads a QR code off the screen as a camera does, from what was painted (ISO/IEC 18004; versions 1 to 3, bytes). */

type Grid = readonly (readonly boolean[])[]

/** One sample in the middle of each module. The first dark run of the topmost dark row is a finder's seven modules. */
const sampled = (locator: Locator, png: string): Promise<boolean[][]> =>
  locator.page().evaluate(async (address) => {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    const { width, height } = image
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('No canvas.')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    const isDark = (x: number, y: number): boolean => (data[(y * width + x) * 4] ?? 255) < 128
    const across = Array.from({ length: width }, (_, x) => x)
    const rowHasDark = (y: number): boolean => across.some((x) => isDark(x, y))
    // The frame around it may be dark too; the code's own quiet border is light.
    let top = 0
    while (rowHasDark(top)) top += 1
    while (!rowHasDark(top)) top += 1
    const dark = across.filter((x) => isDark(x, top))
    const [left = 0, right = 0] = [dark[0], dark.at(-1)]
    let end = left
    while (isDark(end, top)) end += 1
    const module = (end - left) / 7
    const size = Math.round((right + 1 - left) / module)
    const at = (from: number, place: number): number => Math.floor(from + (place + 0.5) * module)
    const places = Array.from({ length: size }, (_, place) => place)
    return places.map((y) => places.map((x) => isDark(at(left, x), at(top, y))))
  }, png)

const masks: readonly ((y: number, x: number) => boolean)[] = [
  (y, x) => (y + x) % 2 === 0,
  (y) => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
]

const dark = (grid: Grid, y: number, x: number): boolean => grid[y]?.[x] ?? false

/** Three bits beside the upper left finder, themselves behind the mask 101010000010010. */
const maskOf = (grid: Grid): number => {
  const bits = [2, 3, 4].map((x) => (dark(grid, 8, x) ? 1 : 0))
  const [first = 0, second = 0, third = 0] = bits
  return ((first << 2) | (second << 1) | third) ^ 0b101
}

const isFunction = (size: number, y: number, x: number): boolean => {
  const isFinder = (y < 9 && x < 9) || (y < 9 && x >= size - 8) || (y >= size - 8 && x < 9)
  const isTiming = y === 6 || x === 6
  const from = size - 9
  const isAlignment = size > 21 && y >= from && y < from + 5 && x >= from && x < from + 5
  return isFinder || isTiming || isAlignment
}

/** In pairs of columns from the right, upward and downward in turn; the vertical timing line is left out. */
const bitsOf = (grid: Grid): readonly number[] => {
  const size = grid.length
  const isMasked = masks[maskOf(grid)]
  if (isMasked === undefined) throw new Error('No such mask.')
  const bits: number[] = []
  let isUp = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1
    for (let step = 0; step < size; step += 1) {
      const y = isUp ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        if (!isFunction(size, y, x)) bits.push(dark(grid, y, x) !== isMasked(y, x) ? 1 : 0)
      }
    }
    isUp = !isUp
  }
  return bits
}

const number = (bits: readonly number[], from: number, length: number): number =>
  bits.slice(from, from + length).reduce((sum, bit) => sum * 2 + bit, 0)

/** The text of the code that the element shows. */
export async function readQrCode(locator: Locator): Promise<string> {
  const png = (await locator.screenshot()).toString('base64')
  const grid = await sampled(locator, `data:image/png;base64,${png}`)
  const largest = 29
  if (grid.length > largest) throw new Error(`A code of ${grid.length} modules is in several blocks.`)
  const bits = bitsOf(grid)
  if (number(bits, 0, 4) !== 0b0100) throw new Error('It does not hold bytes.')
  const length = number(bits, 4, 8)
  const bytes = Array.from({ length }, (_, place) => number(bits, 12 + place * 8, 8))
  return new TextDecoder().decode(new Uint8Array(bytes))
}
