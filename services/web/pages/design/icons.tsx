import type { ComponentChildren } from 'preact'

function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg
      aria-hidden="true"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      {children}
    </svg>
  )
}

export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.5" />
    <path d="M10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M15.8 4.2l-1.2 1.2M5.4 14.6l-1.2 1.2" />
  </Icon>
)

export const MoonIcon = () => (
  <Icon>
    <path d="M16.8 12.2A7.2 7.2 0 0 1 7.8 3.2a7.2 7.2 0 1 0 9 9Z" />
  </Icon>
)

export const FollowIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="5.2" />
    <path d="M10 1.8v3M10 15.2v3M1.8 10h3M15.2 10h3" />
  </Icon>
)

export const ChevronIcon = () => (
  <Icon>
    <path d="m5 8 5 5 5-5" />
  </Icon>
)

export const HomeIcon = () => (
  <Icon>
    <path d="M3.5 9.2 10 3.5l6.5 5.7M5.5 8v8h9V8" />
  </Icon>
)

export const BagIcon = () => (
  <Icon>
    <path d="M4.5 7.5h11l-.8 8.5H5.3Z M7.3 7.5a2.7 3 0 0 1 5.4 0" />
  </Icon>
)

export const ArrowIcon = () => (
  <Icon>
    <path d="M4 10h12M11.5 5.5 16 10l-4.5 4.5" />
  </Icon>
)

export const CheckIcon = () => (
  <Icon>
    <path d="m5 10.5 3.4 3.4L15 7" />
  </Icon>
)
