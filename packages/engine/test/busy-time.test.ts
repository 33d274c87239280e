import { BusyTime } from '../src/busy-time.js'

const CASES: readonly { readonly told: readonly (readonly [number, number])[]; readonly length: number }[] = [
  { told: [], length: 0 },
  { told: [[0, 10]], length: 10 },
  // biome-ignore format: pairs read better in a line
  { told: [[0, 10], [20, 30]], length: 20 },
  // biome-ignore format: pairs read better in a line
  { told: [[0, 10], [5, 15]], length: 15 },
  // biome-ignore format: pairs read better in a line
  { told: [[5, 6], [8, 9], [0, 10]], length: 10 },
  // biome-ignore format: pairs read better in a line
  { told: [[0, 3], [5, 6], [8, 9], [4, 10], [10, 12]], length: 11 },
]

test.each(CASES)('$told is $length long', ({ told, length }) => {
  const busy = new BusyTime()
  for (const [start, end] of told) busy.add(start, end)
  expect(busy.milliseconds).toBe(length)
})
