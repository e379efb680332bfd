const cells = new Set<string>();

/** What was answered otherwise than the table says, to be told at the end of a test. */
export const wrong: string[] = [];

export const cellCount = (): number => cells.size;

/** One cell of the matrix, however often it is asked; what is wrong with it is told with all the others at the end. */
export function cell(what: string, asker: { readonly name: string }, isRight: boolean, got: string): void {
  cells.add(`${what} × ${asker.name}`);
  if (!isRight) wrong.push(`${what} × ${asker.name}: ${got.slice(0, 300)}`);
}
