import { useState } from 'preact/hooks'
import { KeyRefusedError } from '../../api-key/ask-with-key.ts'
import { DownloadIcon } from '../../design/icons.tsx'
import type { Messages } from '../../words/english.ts'
import type { AnswerOptions } from '../use-answer.ts'
import { downloads, downloadTrack } from './download.ts'

interface DownloadButtonsProps extends AnswerOptions {
  readonly deliveryId: string
  readonly messages: Messages
}

export function DownloadButtons({ deliveryId, messages, ask, onRefused }: DownloadButtonsProps) {
  const [failed, setFailed] = useState(false)
  const words = messages.analytics.replay
  return (
    <div class="downloads">
      <DownloadIcon />
      <span class="for-screen-readers">{words.download}</span>
      {downloads.map((download) => (
        <button
          key={download.name}
          type="button"
          class="download"
          aria-label={`${words.download} ${download.name}`}
          onClick={() => {
            setFailed(false)
            downloadTrack(ask, deliveryId, download).catch((error) =>
              error instanceof KeyRefusedError ? onRefused() : setFailed(true),
            )
          }}
        >
          {download.name}
        </button>
      ))}
      <span role="alert">{failed && words.failed}</span>
    </div>
  )
}
