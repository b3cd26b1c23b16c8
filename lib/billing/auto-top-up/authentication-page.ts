/** Our page for an attempt that waits for the card's owner. */
export const authenticationPage = (slug: string, attemptId: string): string =>
  `/w/${slug}/top-up/automatic/confirm/${attemptId}`;
