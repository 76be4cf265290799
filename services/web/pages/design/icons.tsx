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

export const NavigateIcon = () => (
  <Icon>
    <path d="M10 2.8 15.6 16.4 10 13.4 4.4 16.4Z" />
  </Icon>
)

export const PauseIcon = () => (
  <Icon>
    <path d="M7.2 4.5v11M12.8 4.5v11" />
  </Icon>
)

export const PlayIcon = () => (
  <Icon>
    <path d="M6.5 4.2v11.6L15.6 10Z" />
  </Icon>
)

export const OfflineIcon = () => (
  <Icon>
    <path d="M2.5 7.6a11 11 0 0 1 3.9-2.5M17.5 7.6a11 11 0 0 0-7-3M5.4 10.8a6.8 6.8 0 0 1 3-1.8M14.6 10.8a6.8 6.8 0 0 0-1.5-1.1M8 13.8a3 3 0 0 1 4 0M10 16.6v.1M3 2.5l14 15" />
  </Icon>
)

export const LockIcon = () => (
  <Icon>
    <path d="M4.5 9h11v7.5h-11ZM7 9V6.2a3 3 0 0 1 6 0V9" />
  </Icon>
)

export const KeyIcon = () => (
  <Icon>
    <circle cx="6.6" cy="13.4" r="3.4" />
    <path d="m9.1 10.9 7.2-7.2M13.4 6.6l2.4 2.4" />
  </Icon>
)

export const BatteryIcon = () => (
  <Icon>
    <path d="M2.5 6.5h13v7h-13ZM18 9v2M5 9v2" />
  </Icon>
)

export const ScreenIcon = () => (
  <Icon>
    <rect x="5.5" y="2.5" width="9" height="15" rx="2" />
    <path d="M9 14.8h2" />
  </Icon>
)

export const SearchIcon = () => (
  <Icon>
    <circle cx="8.8" cy="8.8" r="5.3" />
    <path d="m12.8 12.8 4.4 4.4" />
  </Icon>
)

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
)

export const PulseIcon = () => (
  <Icon>
    <path d="M2 10.5h3.6L8 4.5l4 11 2.4-5H18" />
  </Icon>
)

export const SpeedIcon = () => (
  <Icon>
    <path d="M3.6 14.6a7.4 7.4 0 1 1 12.8 0M10 11.4l3.2-4" />
  </Icon>
)

export const DotsIcon = () => (
  <Icon>
    <path d="M4 15.5v.1M8 11v.1M10.5 14v.1M12.5 8v.1M16 4.5v.1" stroke-width="3" />
  </Icon>
)

export const PreviousIcon = () => (
  <Icon>
    <path d="m12 5-5 5 5 5" />
  </Icon>
)

export const NextIcon = () => (
  <Icon>
    <path d="m8 5 5 5-5 5" />
  </Icon>
)

export const DownloadIcon = () => (
  <Icon>
    <path d="M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13" />
  </Icon>
)
