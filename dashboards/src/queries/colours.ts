import { PACK, REGION, selector } from './selectors';

/*
 * A colour is a label whose series has 1. Panels that show one value for each
 * project want a number instead; src/panels/words.ts gives it back its name.
 */

/** The numbers of the colours, the worse the higher. */
export const COLOUR_NUMBERS = { undefined: 0, green: 1, blue: 2, yellow: 3, orange: 4, red: 5 } as const;

/** The colour of each project by $pack, as a number. */
export function colourNumber(...scope: string[]): string {
  const coded = Object.entries(COLOUR_NUMBERS).map(([colour, number]) => {
    const matching = selector('jindu_project_warning', ...scope, PACK, `colour="${colour}"`);
    return `${number} * (${matching} == 1)`;
  });
  return `max by (region, project) (${coded.join(' or ')})`;
}

/** Projects of $region that have a colour by $pack. */
export function coloured(colour: string): string {
  return `${selector('jindu_project_warning', REGION, PACK, `colour=~"${colour}"`)} == 1`;
}
