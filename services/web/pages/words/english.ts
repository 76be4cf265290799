/** What each page says. Sentences with a gap are functions, since other languages put the gap elsewhere. */
export const english = {
  language: 'English',

  track: {
    title: 'Your delivery',
    heading: {
      waiting: 'In the kitchen',
      arrived: 'At your door',
      onTheWay: 'On its way',
      delivered: 'Delivered',
      failed: 'Not delivered',
      cancelled: 'Cancelled',
    },
    rider: 'Your rider',
    sentence: {
      connecting: 'Finding your delivery…',
      waiting: 'Your order is being prepared. You will see your rider here once it is picked up.',
      waitingFor: (rider: string) => `Your order is being prepared. ${rider} will bring it to you.`,
      noPosition: (rider: string) => `${rider} has picked up your order.`,
      away: (rider: string, distance: string) => `${rider} is ${distance} away.`,
      onStreet: (rider: string, street: string, distance: string) =>
        `${rider} is on ${street}, ${distance} away.`,
      arrived: (rider: string) => `${rider} has arrived.`,
      lost: (rider: string, time: string) => `We last heard from ${rider} at ${time}.`,
      lostOnStreet: (rider: string, street: string, time: string) =>
        `${rider} was last seen on ${street} at ${time}.`,
      delivered: 'Your order has been delivered. Enjoy!',
      failed: 'Your order could not be delivered.',
      cancelled: 'This delivery was cancelled.',
      invalid:
        'This link does not open a delivery. It may have been mistyped, or the delivery ended a while ago.',
    },
    invalidHeading: 'Nothing to see here',
    arrival: 'Estimated arrival',
    lastEstimate: (time: string) => `Estimated at ${time}`,
    promised: (time: string) => `Promised by ${time}`,
    underAMinute: '< 1 min',
    age: {
      live: 'Live',
      aged: (seconds: string) => `${seconds} s ago`,
      lost: (time: string) => `Signal lost ${time}`,
    },
    reconnecting: 'Reconnecting…',
    steps: {
      ordered: 'Ordered',
      'picked-up': 'Picked up',
      approaching: 'Approaching',
      arrived: 'Arrived',
      delivered: 'Delivered',
      failed: 'Not delivered',
      cancelled: 'Cancelled',
    },
    progress: 'Progress',
    deliverTo: 'Delivering to',
    from: 'From',
    receipt: {
      heading: 'Receipt',
      duration: 'On the road',
      distance: 'Distance',
    },
    follow: 'Follow',
    map: 'Map of the delivery',
    showDetails: 'Show details',
    hideDetails: 'Hide details',
    noMap: 'The map cannot be shown here. Everything else is up to date.',
  },

  home: {
    title: 'Doorstep',
    lead: 'Live delivery tracking on Apache Kafka: riders’ phones report to one topic, and three consumer groups turn it into this map, analytics and notifications.',
    live: 'On the road now',
    empty: 'No deliveries right now. The next one appears here by itself.',
    noDemo: 'No demo is running here. Start one with',
    noDemoAfter: 'in the project’s folder: a live city, riders on real streets, and a map for each customer.',
    unreachable: 'The list of deliveries cannot be read right now. Trying again…',
    system: 'System',
    allReady: 'Every service is ready.',
    notReady: 'Some services are not ready.',
    stateUnknown: 'This page cannot reach its own server. Trying again…',
    ready: 'ready',
    api: 'API docs',
    status: {
      created: 'Being prepared',
      assigned: 'Waiting for pickup',
      'picked-up': 'On its way',
      delivered: 'Delivered',
      failed: 'Not delivered',
      cancelled: 'Cancelled',
    },
  },

  theme: { light: 'Switch to light colours', dark: 'Switch to dark colours' },
}

export type Messages = typeof english
