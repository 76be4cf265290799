/** The reader asked their system for stillness. */
export function wantsNoMovement(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
