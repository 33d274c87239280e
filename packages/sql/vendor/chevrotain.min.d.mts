export * from 'chevrotain'
