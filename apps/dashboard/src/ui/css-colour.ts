/** A CSS colour, `var(--accent)` too, as the one that it is now. Asked of an element, for a variable may hold a function. */
export function cssColour(colour: string): string {
  const probe = document.createElement('i');
  probe.style.color = colour;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
