import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard';

type Step = [from: number | null, colour: string];

/** Thresholds: each colour from its value upwards, the first from below everything. */
export function steps(...colours: Step[]) {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(colours.map(([value, color]) => ({ value, color })));
}

/** The gap to the pace in points: yellow behind, red by more than 10, as the default pack has it. */
export const GAP: Step[] = [
  [null, 'red'],
  [-10, 'yellow'],
  [0, 'green'],
];

/** None is well. */
export const NONE_IS_WELL: Step[] = [
  [null, 'green'],
  [1, 'red'],
];

/** A performance index: behind below 1. */
export const INDEX: Step[] = [
  [null, 'red'],
  [0.9, 'yellow'],
  [1, 'green'],
];

// Properties of a column, or of the series of a query.

export const unit = (value: string): DynamicConfigValue => ({ id: 'unit', value });
export const decimals = (value: number): DynamicConfigValue => ({ id: 'decimals', value });
/** A column of this width. */
export const width = (value: number): DynamicConfigValue => ({ id: 'custom.width', value });
/** A column that takes what the others leave, at least this. */
export const minWidth = (value: number): DynamicConfigValue => ({ id: 'custom.minWidth', value });
export const fixedColour = (fixedColor: string): DynamicConfigValue => ({
  id: 'color',
  value: { mode: 'fixed', fixedColor },
});
export const thinLine: DynamicConfigValue = { id: 'custom.lineWidth', value: 1 };

export const DATE = 'time:YYYY-MM-DD';
export const PER_CENT = [unit('percentunit'), decimals(1)];
/** Amounts that the query has divided into 亿元 or the like. */
export const AMOUNT = [unit('none'), decimals(2)];

/** Lines of what should be, beside what is. */
export const dashed: DynamicConfigValue = {
  id: 'custom.lineStyle',
  value: { fill: 'dash', dash: [10, 10] },
};
export const dotted: DynamicConfigValue = {
  id: 'custom.lineStyle',
  value: { fill: 'dot', dash: [0, 10] },
};

/** A line between its points, of what goes on in between. */
export const straight: DynamicConfigValue = { id: 'custom.lineInterpolation', value: 'linear' };

/** Colours the text of a cell by its value's thresholds. */
export function textBy(colours: Step[]): DynamicConfigValue[] {
  const list = colours.map(([value, color]) => ({ value, color }));
  return [
    { id: 'custom.cellOptions', value: { type: 'color-text' } },
    { id: 'color', value: { mode: 'thresholds' } },
    { id: 'thresholds', value: { mode: 'absolute', steps: list } },
  ];
}

/** Shows a value's words in their colour. */
export const colouredText: DynamicConfigValue = { id: 'custom.cellOptions', value: { type: 'color-text' } };
export const colouredCell: DynamicConfigValue = { id: 'custom.cellOptions', value: { type: 'color-background' } };
