import { type DeliveryView, isOver, nothingKnown } from './delivery-view.ts'

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Another number when a view has other fields: what an older page left is not read. */
const SHAPE = 1
const nameOf = (token: string) => `doorstep-seen-${SHAPE}:${token}`

/** What this tab last saw of the delivery; nothing known if it saw none. */
export function rememberedView(token: string, storage: () => Storage = () => sessionStorage): DeliveryView {
  try {
    const kept = storage().getItem(nameOf(token))
    return kept === null ? nothingKnown : { ...JSON.parse(kept), isRemembered: true }
  } catch {
    // Storage is closed to this page, or somebody wrote to it: it is as if the tab was new.
    return nothingKnown
  }
}

/** For as long as this tab is open and the delivery on its way: the device may be somebody else's. */
export function rememberView(
  token: string,
  view: DeliveryView,
  storage: () => Storage = () => sessionStorage,
): void {
  try {
    if (view.delivery === undefined || isOver(view)) storage().removeItem(nameOf(token))
    else storage().setItem(nameOf(token), JSON.stringify(view))
  } catch {
    // Storage is closed to this page, or full: after a reload it asks for everything again.
  }
}
