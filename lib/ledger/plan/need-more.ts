/** Thrown by the planner when the grants it was given do not suffice: the engine loads more and plans again. */
export class NeedMoreGrants extends Error {
  constructor(readonly walletId: string) {
    super('more open grants are needed');
    this.name = 'NeedMoreGrants';
  }
}
