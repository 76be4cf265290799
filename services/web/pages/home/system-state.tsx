import type { Messages } from '../words/english.ts'
import type { SystemState as State } from './requests.ts'
import type { Polled } from './use-polled.ts'

interface SystemStateProps {
  readonly services: readonly string[]
  readonly state: Polled<State>
  readonly messages: Messages
}

export function SystemState({ services, state: { answer, failed }, messages: { home } }: SystemStateProps) {
  const known = answer !== undefined && !failed
  return (
    <section class="system" aria-label={home.system}>
      <h2>{home.system}</h2>
      <p role="status">
        {failed ? home.stateUnknown : known && (answer.ready ? home.allReady : home.notReady)}
      </p>
      <ul class="services">
        {services.map((name) => {
          const reason = known ? answer.waitingFor[name] : undefined
          const state = known ? (reason === undefined ? 'ready' : 'waiting') : 'unknown'
          return (
            <li key={name} class="service" data-state={state}>
              <span class="service-name">{name}</span>
              <span class="service-state">{reason ?? (known ? home.ready : '…')}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
