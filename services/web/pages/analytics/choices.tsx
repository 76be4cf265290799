interface ChoicesProps<Choice> {
  readonly label: string
  readonly choices: readonly { readonly value: Choice; readonly name: string }[]
  readonly chosen: Choice
  readonly onChoice: (choice: Choice) => void
}

/** A few choices side by side, one of them chosen. */
export function Choices<Choice extends string | number | boolean>(props: ChoicesProps<Choice>) {
  const { label, choices, chosen, onChoice } = props
  return (
    <fieldset class="choices" aria-label={label}>
      {choices.map(({ value, name }) => (
        <button key={name} type="button" aria-pressed={value === chosen} onClick={() => onChoice(value)}>
          {name}
        </button>
      ))}
    </fieldset>
  )
}
