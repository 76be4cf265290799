import { HomeIcon } from '../design/icons.tsx'
import type { Messages } from '../words/english.ts'

export function InvalidLink({ messages: { track } }: { readonly messages: Messages }) {
  return (
    <div class="invalid">
      <div class="invalid-sign">
        <HomeIcon />
      </div>
      <h1>{track.invalidHeading}</h1>
      <p>{track.sentence.invalid}</p>
    </div>
  )
}
