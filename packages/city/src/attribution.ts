/** Must stand wherever the map or anything derived from this data is shown (ODbL 4.3). */
export const attribution = '© OpenStreetMap contributors'
export const attributionUrl = 'https://www.openstreetmap.org/copyright'
