import type { Config, Mapping, Override, Panel, Result } from './board';
import { format } from './format';
import type { Field, Value } from './frames';
import { colour, ofPalette } from './theme';

/** A value as it is shown. */
export interface Shown {
  text: string;
  colour: string;
}

/** How a field is shown: the panel's defaults, then what its overrides say of it. */
export function configOf(panel: Panel, field: Field): Config {
  const config: Config = structuredClone(panel.fieldConfig?.defaults ?? {});
  for (const override of panel.fieldConfig?.overrides ?? []) {
    if (!matches(override, field)) continue;
    for (const { id, value } of override.properties) {
      if (id.startsWith('custom.')) (config.custom ??= {})[id.slice('custom.'.length)] = value;
      else Object.assign(config, { [id]: value });
    }
  }
  return config;
}

function matches({ matcher }: Override, field: Field): boolean {
  switch (matcher.id) {
    case 'byName':
      return field.name === matcher.options;
    case 'byFrameRefID':
      return field.refId === matcher.options;
    case 'byType':
      return field.number === (matcher.options === 'number');
  }
  throw new Error(`no matcher ${matcher.id}`);
}

/** The thresholds that Grafana fills in where a panel has none. */
const GRAFANAS = [
  { value: null, color: 'green' },
  { value: 80, color: 'red' },
];

export function shown(config: Config, value: Value): Shown {
  const mapped = value === null ? undefined : config.mappings?.map((m) => mappedBy(m, String(value))).find(Boolean);
  return {
    text: mapped?.text ?? written(config, value),
    colour: colour(mapped?.color ?? fixedOrReached(config, value)),
  };
}

function mappedBy(mapping: Mapping, value: string): Result | undefined {
  if (mapping.type === 'value') return mapping.options[value];
  const { pattern, result } = mapping.options;
  const regex = new RegExp(pattern);
  return regex.test(value) ? { ...result, text: value.replace(regex, result.text ?? '') } : undefined;
}

function written(config: Config, value: Value): string {
  if (value === null) return config.noValue ?? '';
  return typeof value === 'string' ? value : format(value, config.unit, config.decimals);
}

function fixedOrReached(config: Config, value: Value): string {
  if (config.color?.mode === 'fixed') return config.color.fixedColor ?? 'text';
  if (typeof value !== 'number') return 'text';
  const steps = config.thresholds?.steps ?? GRAFANAS;
  return steps.findLast((step) => step.value === null || value >= step.value)?.color ?? 'text';
}

/** The colour of a line or bar: its own, or the next of the palette. */
export function seriesColour(config: Config, index: number): string {
  return config.color?.mode === 'fixed' ? colour(config.color.fixedColor ?? 'text') : ofPalette(index);
}
