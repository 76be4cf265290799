/** An element drawn as SVG, hidden from screen readers: what it shows is said in words elsewhere. */
export function drawn(className: string, svg: string): HTMLElement {
  const element = document.createElement('div')
  element.className = className
  element.setAttribute('aria-hidden', 'true')
  element.innerHTML = svg
  return element
}
