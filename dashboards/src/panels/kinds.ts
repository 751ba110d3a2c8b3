import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { steps } from './style';

/** A chart of steps: a figure holds until the next one. */
export function chart() {
  return new timeseries.PanelBuilder()
    .lineInterpolation(common.LineInterpolation.StepAfter)
    .lineWidth(2)
    .fillOpacity(0)
    .showPoints(common.VisibilityMode.Never)
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.None),
    )
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull']),
    );
}

/** A chart whose series are added up, each with its colour filled. */
export function stacked() {
  return chart()
    .lineWidth(0)
    .fillOpacity(70)
    .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal));
}

const lastValue = () => new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);

/** One number, in the colour of text: Grafana's own thresholds would make it red from 80 on. */
export function number() {
  return new stat.PanelBuilder()
    .thresholds(steps([null, 'text']))
    .reduceOptions(lastValue())
    .graphMode(common.BigValueGraphMode.None)
    .colorMode(common.BigValueColorMode.Value)
    .textMode(common.BigValueTextMode.Value);
}

/** Several numbers side by side, each with its name. */
export function numbers() {
  return number().textMode(common.BigValueTextMode.ValueAndName).orientation(common.VizOrientation.Vertical);
}

/** A number stands on a ground of its colour. */
export const ON_GROUND = common.BigValueColorMode.Background;

/** One word or number on a ground of its colour. */
export function sign() {
  return number().colorMode(ON_GROUND);
}

/** A bar for each series, its value in the colour of text. */
export function bars() {
  return new bargauge.PanelBuilder()
    .thresholds(steps([null, 'blue']))
    .reduceOptions(lastValue())
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .valueMode(common.BarGaugeValueMode.Text)
    .showUnfilled(true);
}

/** States over time. */
export function timeline() {
  return new statetimeline.PanelBuilder()
    .mergeValues(true)
    .showValue(common.VisibilityMode.Never)
    .fillOpacity(80)
    .lineWidth(0);
}

/** Sizes of words that are read from five metres; Grafana fits a value that has none to its panel. */
export function wallText(title: number, value?: number) {
  const text = new common.VizTextDisplayOptionsBuilder().titleSize(title);
  return value === undefined ? text : text.valueSize(value);
}
