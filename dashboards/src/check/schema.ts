import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

/** The types of src/check/types.ts by the kind of panel they are for. */
const PANELS: Record<string, string> = {
  stat: 'StatPanel',
  barchart: 'BarchartPanel',
  bargauge: 'BargaugePanel',
  table: 'TablePanel',
  timeseries: 'TimeseriesPanel',
  'state-timeline': 'TimelinePanel',
};

interface Dashboard {
  panels: { id?: number; type: string }[];
}

/** Gives what is wrong with a dashboard by Grafana's schema, each with its place. */
export type Check = (dashboard: Dashboard) => string[];

/** Reads the schema off the types, which takes some seconds. */
export function checker(): Check {
  const generator = createGenerator({
    path: join(__dirname, '../../src/check/types.ts'),
    tsconfig: join(__dirname, '../../tsconfig.json'),
    skipTypeCheck: true,
    additionalProperties: false,
    functions: 'hide',
  });
  const validator = (type: string) =>
    new Ajv({ allErrors: true, strict: false }).compile(generator.createSchema(type));
  const shell = validator('Shell');
  const panels = Object.fromEntries(Object.entries(PANELS).map(([kind, type]) => [kind, validator(type)]));
  return (dashboard) => [
    ...faults('dashboard', shell, dashboard),
    ...dashboard.panels.flatMap((panel) => {
      const place = `panel ${panel.id}`;
      const validate = panels[panel.type];
      return validate ? faults(place, validate, panel) : [`${place}: ${panel.type} is no panel that jindu uses`];
    }),
  ];
}

function faults(place: string, validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (e) => `${place}${e.instancePath}: ${e.message} ${e.params.additionalProperty ?? ''}`.trim(),
  );
}
