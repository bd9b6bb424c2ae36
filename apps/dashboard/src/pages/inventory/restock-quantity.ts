/** What the API takes at once. */
const MOST = 1_000_000;

/** What is wrong with a quantity as it is typed; undefined when nothing is. */
export function quantityProblem(text: string): string | undefined {
  const quantity = Number(text);
  const valid = text.trim() !== '' && Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST;
  return valid ? undefined : 'A whole number from 1 to 1,000,000';
}
