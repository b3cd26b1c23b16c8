/** What a handler gets: which event, and the id of the object it is about. The object's fields are asked from Stripe. */
export interface EventHint {
  id: string;
  objectId: string;
}

export type EventHandler = (hint: EventHint) => Promise<void>;

/** An event that trying again cannot help: a person has to look. */
export class ParkedEvent extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ParkedEvent';
  }
}
