import { visibleText } from '../../src/format/visible-text.js'

test('names what could steer a terminal, and leaves the rest', () => {
  expect(visibleText('a\tb\u001b]0;title\u0007')).toBe('a\\tb\\x1b]0;title\\x07')
  expect(visibleText('abc\u202edef')).toBe('abc\\u202edef')
  expect(visibleText('line\r\nline\nlone\rreturn')).toBe('line\nline\nlone\\rreturn')
  expect(visibleText('José 日本 😀 👩‍👧')).toBe('José 日本 😀 👩‍👧')
})
