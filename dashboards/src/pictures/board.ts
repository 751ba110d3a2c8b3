/** What a picture needs to know of a dashboard's JSON. */
export interface Board {
  uid: string;
  title: string;
  panels: Panel[];
  templating: { list: Variable[] };
  annotations: { list?: Annotation[] };
}

export interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  options: Options;
  fieldConfig?: { defaults?: Config; overrides?: Override[] };
  transformations?: { id: string; options: any }[];
  targets: Target[];
}

export interface Options {
  textMode?: string;
  colorMode?: string;
  text?: { titleSize?: number; valueSize?: number };
  sortBy?: { displayName: string; desc: boolean }[];
  valueMode?: string;
  xField?: string;
  stacking?: string;
}

export interface Override {
  matcher: { id: string; options: string };
  properties: { id: string; value?: any }[];
}

export interface Step {
  value: number | null;
  color: string;
}

/** Other words for values: one by one, or by a pattern. */
export type Mapping =
  | { type: 'value'; options: Record<string, Result> }
  | { type: 'regex'; options: { pattern: string; result: Result } };

export interface Result {
  text?: string;
  color?: string;
}

/** How a field is shown: a dashboard's defaults with its overrides. */
export interface Config {
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  noValue?: string;
  color?: { mode: string; fixedColor?: string };
  thresholds?: { steps: Step[] };
  mappings?: Mapping[];
  custom?: Record<string, any>;
}

export interface Target {
  refId: string;
  expr: string;
  instant?: boolean;
  format?: string;
  legendFormat?: string;
}

export interface Variable {
  name: string;
  type: string;
  query: { query: string };
  regex?: string;
  includeAll?: boolean;
  current?: { text?: string; value?: string };
}

export interface Annotation {
  name: string;
  iconColor: string;
  target: Target;
}
