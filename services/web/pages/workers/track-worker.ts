import { mapLayerNames } from '@doorstep/city/map'
import { showNotifications } from './notifications.ts'
import { servePage } from './serve-page.ts'

// There is one worker to an address, so this one does both. The page is fetched without the token, which no cache gets to see.
servePage({
  name: 'track-page',
  address: '/track.html',
  isPage: (path) => /^\/t\/[^/]+$/.test(path),
  asksFor: ['/page-config', ...mapLayerNames.map((layer) => `/map/${layer}.geojson`)],
})
showNotifications()
