import makeBidi from 'bidi-js';

/** A part of a line that is read in one direction; the text is in reading order. */
export interface Stretch {
  text: string;
  isRightToLeft: boolean;
}

/** Letters that give text its direction. */
export const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

const bidi = makeBidi();

const mirrored = (text: string): string => [...text].map((sign) => bidi.getMirroredCharacter(sign) ?? sign).join('');

/** Turns round what stands between others of a lower level, from the highest level down: rule L2 of Unicode's. */
function inPrintedOrder<T extends { level: number }>(parts: T[]): T[] {
  let order = parts;
  for (let level = Math.max(0, ...parts.map((part) => part.level)); level > 0; level--) {
    const turned: T[] = [];
    let group: T[] = [];
    for (const part of order) {
      if (part.level >= level) {
        group.unshift(part);
        continue;
      }
      turned.push(...group, part);
      group = [];
    }
    order = [...turned, ...group];
  }
  return order;
}

/** A line in its parts from left to right as they are printed, by Unicode's rules for text of both directions. */
export function toStretches(line: string): Stretch[] {
  if (!RIGHT_TO_LEFT.test(line)) return line === '' ? [] : [{ text: line, isRightToLeft: false }];
  const { levels } = bidi.getEmbeddingLevels(line);
  const parts: { text: string; level: number }[] = [];
  for (let at = 0; at < line.length; at++) {
    const level = levels[at] ?? 0;
    const last = parts.at(-1);
    if (last?.level === level) last.text += line.charAt(at);
    else parts.push({ text: line.charAt(at), level });
  }
  return inPrintedOrder(parts).map(({ text, level }) => {
    const isRightToLeft = level % 2 === 1;
    return { text: isRightToLeft ? mirrored(text) : text, isRightToLeft };
  });
}
