import { at, Random } from '../../src/demo/random.js'

describe('the random generator', () => {
  test('repeats itself for a seed, and differs for another', () => {
    const draw = (seed: string) => {
      const random = new Random(seed)
      return Array.from({ length: 20 }, () => random.next())
    }
    expect(draw('one')).toEqual(draw('one'))
    expect(draw('one')).not.toEqual(draw('two'))
  })

  test('gives forks a stream of their own', () => {
    const random = new Random('seed')
    const fork = random.fork('part')
    const first = fork.next()
    random.next()
    expect(new Random('seed').fork('part').next()).toBe(first)
  })

  test('keeps to its limits, and comes near their mean', () => {
    const random = new Random('limits')
    const drawn = Array.from({ length: 20_000 }, () => random.integer(3, 7))
    expect(Math.min(...drawn)).toBe(3)
    expect(Math.max(...drawn)).toBe(7)
    expect(drawn.reduce((sum, value) => sum + value, 0) / drawn.length).toBeCloseTo(5, 1)
  })

  test('picks by weight', () => {
    const random = new Random('weights')
    const picked = Array.from({ length: 10_000 }, () =>
      random.weighted([
        ['often', 9],
        ['seldom', 1],
      ] as const),
    )
    const often = picked.filter((pick) => pick === 'often').length
    expect(often).toBeGreaterThan(8_700)
    expect(often).toBeLessThan(9_300)
  })

  test('wraps around lists, and refuses empty ones', () => {
    expect(at(['a', 'b'], 3)).toBe('b')
    expect(at(['a', 'b'], -1)).toBe('b')
    expect(() => at([], 0)).toThrow(RangeError)
  })
})
