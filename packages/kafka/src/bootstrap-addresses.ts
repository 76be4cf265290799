/** The brokers to begin with, in the order in which they are tried. */
export interface BootstrapAddresses {
  current(): string[]
  /** It did not answer: the others first, from now on. kafkajs alone would begin with the same one for ever. */
  tryLast(address: string): void
}

export function bootstrapAddresses(brokers: string): BootstrapAddresses {
  let addresses = brokers.split(',').map((address) => address.trim())
  return {
    current: () => addresses,
    tryLast(last) {
      const others = addresses.filter((address) => address !== last)
      if (others.length < addresses.length) addresses = [...others, last]
    },
  }
}
