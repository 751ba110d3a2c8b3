import { selector } from './selectors';

/*
 * jindu's own metrics. jindu answers them as of now; a Prometheus that scrapes
 * /metrics/self has their history, and of several jindus at once. What libraries
 * tell there other programs tell too: those are jindu's that stand beside its
 * build. A jindu asked itself has neither job nor instance, which matches as well.
 */

const self = (family: string, ...matchers: string[]) => selector(family, ...matchers);

/** What libraries tell of a jindu. */
const library = (family: string, ...matchers: string[]) =>
  `${self(family, ...matchers)} and on (job, instance) ${self('jindu_build_info')}`;

const BY_INSTANCE = 'by (instance)';
const sum = (expr: string, ...labels: string[]) => `sum by (${['instance', ...labels].join(', ')}) (${expr})`;
const max = (expr: string, ...labels: string[]) => `max by (${['instance', ...labels].join(', ')}) (${expr})`;

/** The mean of what a histogram or summary timed; 0 where nothing was. */
const mean = (total: string, count: string) => `${total} / clamp_min(${count}, 1)`;

// At a glance.

export const build = self('jindu_build_info');
export const rulesInForce = self('jindu_rules_info');
export const reloaded = self('jindu_config_last_reload_successful');
export const startedAt = `1000 * (${library('process_start_time_seconds')})`;
export const lastCommit = `1000 * ${self('jindu_ledger_last_commit_timestamp_seconds')}`;
/** Alerts that fire; nothing, rather than 0, where nobody evaluates rules. */
export const firing = (severity: string) =>
  `count(${selector('ALERTS', 'alertstate="firing"', `severity="${severity}"`)}) or 0 * count(${selector('ALERTS')})`;

// What is taken in.

const RESULTS = ['accepted', 'repeated', 'refused', 'failed'] as const;
const submissions = (result: string) =>
  `${sum(self('jindu_submissions_total', `result="${result}"`), 'source')}` +
  ` or 0 * ${sum(self('jindu_submissions_total'), 'source')}`;

export const submissionColumns: Record<string, string> = {
  ...Object.fromEntries(RESULTS.map((result) => [result, submissions(result)])),
  attempt: max(`1000 * ${self('jindu_source_last_attempt_timestamp_seconds')}`, 'source'),
  success: max(`1000 * ${self('jindu_source_last_success_timestamp_seconds')}`, 'source'),
  took: mean(
    sum(self('jindu_submission_duration_seconds_sum'), 'source'),
    sum(self('jindu_submission_duration_seconds_count'), 'source'),
  ),
};
export const factsTaken = (kind: 'observation' | 'record') =>
  sum(self('jindu_submission_facts_total', `kind="${kind}"`));
export const refused = `sum(${self('jindu_submissions_total', 'result=~"refused|failed"')}) or vector(0)`;

// Deliveries. Where there are no targets, one row says so.

export const NO_TARGET = '—';
const orNone = (expr: string) => `${expr} or on () label_replace(vector(0), "target", "${NO_TARGET}", "", "")`;
const delivery = (family: string) => self(`jindu_delivery_${family}`);
const oldest = delivery('oldest_timestamp_seconds');

export const deliveryColumns: Record<string, string> = {
  backlog: orNone(sum(delivery('backlog_items'), 'target')),
  age: orNone(max(`(timestamp(${oldest}) - ${oldest}) * (${oldest} > bool 0) / 60`, 'target')),
  success: orNone(max(`1000 * ${delivery('last_success_timestamp_seconds')}`, 'target')),
  delivered: orNone(sum(delivery('delivered_items_total'), 'target')),
  errors: orNone(sum(delivery('errors_total'), 'target')),
  rejected: orNone(sum(delivery('rejected_items_total'), 'target')),
  leftOut: orNone(sum(delivery('left_out_items_total'), 'target')),
  blocked: orNone(max(delivery('blocked'), 'target')),
};
export const backlog = `sum ${BY_INSTANCE} (${delivery('backlog_items')}) or 0 * ${self('jindu_ledger_facts')}`;

// Queries, rules, scrapes.

const queryTime = (suffix: string) => sum(library(`prometheus_engine_query_duration_seconds_${suffix}`), 'slice');
export const queryColumns: Record<string, string> = {
  count: queryTime('count'),
  mean: mean(queryTime('sum'), queryTime('count')),
  total: queryTime('sum'),
};
export const queriesRunning = library('prometheus_engine_queries');
export const samplesRead = library('prometheus_engine_query_samples_total');

const scraped = (suffix: string) => self(`jindu_scrape_duration_seconds_${suffix}`);
export const scrapeTime = mean(scraped('sum'), scraped('count'));
export const scrapes = scraped('count');

const rules = (family: string) => max(library(`prometheus_rule_${family}`), 'rule_group');
export const ruleColumns: Record<string, string> = {
  rules: rules('group_rules'),
  last: max(`1000 * (${library('prometheus_rule_group_last_evaluation_timestamp_seconds')})`, 'rule_group'),
  took: rules('group_last_duration_seconds'),
  interval: rules('group_interval_seconds'),
  evaluations: rules('evaluations_total'),
  failures: rules('evaluation_failures_total'),
  missed: rules('group_iterations_missed_total'),
};

// Ledger, memory, disk.

export const series = self('jindu_ledger_series');
export const facts = self('jindu_ledger_facts');
export const ledgerSize = self('jindu_ledger_size_bytes');
export const diskFree = self('jindu_ledger_disk_free_bytes');
export const memory = library('process_resident_memory_bytes');
export const openFiles = library('process_open_fds');
export const maxFiles = library('process_max_fds');
export const cpu = library('process_cpu_seconds_total');
