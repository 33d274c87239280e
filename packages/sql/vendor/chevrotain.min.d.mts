export * from '@chevrotain/types'
