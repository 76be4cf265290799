import { servePage } from './serve-page.ts'

servePage({ name: 'rider-page', address: '/rider', isPage: (path) => path === '/rider' })
