import { isUuid } from '../../ids';

/** Kable's ids carry ours: a prefix and the 32 hex digits of the UUID. */
const PREFIXED = /^([a-z]{3})_([0-9a-f]{32})$/i;

export const toCustomerId = (workspaceId: string): string => `cus_${hexOf(workspaceId)}`;
export const toGrantId = (grantId: string): string => `crd_${hexOf(grantId)}`;
export const toClientId = (keyId: string): string => `kci_${hexOf(keyId)}`;

/** Our id, when the text is one of ours under that prefix. */
export const fromCustomerId = (text: string): string | undefined => unprefix('cus', text);
export const fromClientId = (text: string): string | undefined => unprefix('kci', text);

const hexOf = (uuid: string): string => uuid.replaceAll('-', '');

function unprefix(prefix: string, text: string): string | undefined {
  const [, found, hex = ''] = PREFIXED.exec(text) ?? [];
  const uuid = hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return found?.toLowerCase() === prefix && isUuid(uuid) ? uuid : undefined;
}
