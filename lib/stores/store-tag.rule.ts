export interface StoreDetails {
  readonly name: string;
  readonly address: string;
  readonly timeZone: string;
}

/** Details as a text that differs when any of them does: what a form has seen. */
export const storeTag = ({ name, address, timeZone }: StoreDetails): string =>
  JSON.stringify([name, address, timeZone]);
