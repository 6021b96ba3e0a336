/** Pairs the braces of a text that are not escaped: each position of a pair maps to the other. */
export function matchBraces(source: string): { pairs: Map<number, number>; unmatched: number[] } {
  const pairs = new Map<number, number>();
  const unmatched: number[] = [];
  const open: number[] = [];
  for (let position = 0; position < source.length; position += 1) {
    const character = source[position];
    if (character === "\\" && isEscapable(source[position + 1])) position += 1;
    else if (character === "{") open.push(position);
    else if (character === "}") {
      const start = open.pop();
      if (start === undefined) unmatched.push(position);
      else pairs.set(start, position).set(position, start);
    }
  }
  return { pairs, unmatched: [...unmatched, ...open].sort((one, other) => one - other) };
}

/** Tells whether a backslash before this character is an escape; before any other it is just a backslash. */
export function isEscapable(character: string | undefined): boolean {
  return character === "{" || character === "}" || character === "|" || character === "\\";
}
