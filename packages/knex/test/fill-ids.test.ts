import { fillIds } from '../src/fill-ids.js'

const idOf = (reference: string) => (reference === '@{r1.id}' ? '001000000000001AAA' : undefined)

test('a text that is a reference, and no other', () => {
  expect(fillIds('@{r1.id}', idOf)).toBe('001000000000001AAA')
  expect(fillIds('@{r2.id}', idOf)).toBe('@{r2.id}')
  expect(fillIds('see @{r1.id}', idOf)).toBe('see @{r1.id}')
})

test('within objects, lists and instances, which stay what they are', () => {
  class Model {
    Id = '@{r1.id}'
    children = [{ ParentId: '@{r1.id}' }]
  }
  const model = new Model()
  expect(fillIds([model], idOf)).toEqual([
    { Id: '001000000000001AAA', children: [{ ParentId: '001000000000001AAA' }] },
  ])
  expect(model).toBeInstanceOf(Model)
  expect(model.Id).toBe('001000000000001AAA')
})

test('circles end; moments, bytes and other values are left alone', () => {
  const circle: { self?: unknown; Id: string } = { Id: '@{r1.id}' }
  circle.self = circle
  fillIds(circle, idOf)
  expect(circle.Id).toBe('001000000000001AAA')
  const moment = new Date(0)
  const bytes = Buffer.from('@{r1.id}')
  expect(fillIds({ moment, bytes, nothing: null, n: 1 }, idOf)).toEqual({
    moment,
    bytes,
    nothing: null,
    n: 1,
  })
})

test('what cannot be changed is left alone', () => {
  expect(fillIds(Object.freeze({ Id: '@{r1.id}' }), idOf)).toEqual({ Id: '@{r1.id}' })
})
