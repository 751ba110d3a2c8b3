import { PACK, REGION, selector } from './selectors';

/*
 * A colour is a label whose series has 1. Panels that show one value for each
 * project want a number instead; src/panels/words.ts gives it back its name.
 */

/** The numbers of the colours, the worse the higher. */
export const COLOUR_NUMBERS = { undefined: 0, green: 1, blue: 2, yellow: 3, orange: 4, red: 5 } as const;

/** Colours as numbers, of the series that the matchers choose, told apart by these labels. */
function numbered(by: string, ...matchers: string[]): string {
  const coded = Object.entries(COLOUR_NUMBERS).map(([colour, number]) => {
    return `${number} * (${selector('jindu_project_warning', ...matchers, `colour="${colour}"`)} == 1)`;
  });
  return `max by (${by}) (${coded.join(' or ')})`;
}

/** The colour of each project by $pack, as a number. */
export const colourNumber = (...scope: string[]) => numbered('region, project', ...scope, PACK);

/** The colour of each project by each pack. */
export const colourByPack = (...scope: string[]) => numbered('region, project, pack', ...scope);

/** Projects of $region that have a colour by $pack. */
export function coloured(colour: string): string {
  return `${selector('jindu_project_warning', REGION, PACK, `colour="${colour}"`)} == 1`;
}
