/** The page is being left, or may be: a phone ends what is in the background without another word. Returns how to stop. */
export function whenLeft(act: () => void): () => void {
  const hidden = () => {
    if (document.visibilityState === 'hidden') act()
  }
  document.addEventListener('visibilitychange', hidden)
  window.addEventListener('pagehide', act)
  return () => {
    document.removeEventListener('visibilitychange', hidden)
    window.removeEventListener('pagehide', act)
  }
}
