import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checker } from './schema';

const JSON_FOLDER = join(__dirname, '../../json');
const read = (file: string) => JSON.parse(readFileSync(join(JSON_FOLDER, file), 'utf8'));
const check = checker();

for (const file of readdirSync(JSON_FOLDER)) {
  test(`${file} is as Grafana's schema has it`, () => assert.deepEqual(check(read(file)), []));
}

/** A whole dashboard in which one thing is changed. */
function changed(change: (dashboard: any, panel: any) => void): string[] {
  const dashboard = read('overview-en.json');
  change(dashboard, dashboard.panels[0]);
  return check(dashboard);
}

test('a field that Grafana does not know is found wherever it stands', () => {
  const wrong = 'must NOT have additional properties';
  assert.deepEqual(changed((d) => (d.titel = 'x')), [`dashboard: ${wrong} titel`]);
  assert.deepEqual(changed((_, p) => (p.gridPos.width = 3)), [`panel 1/gridPos: ${wrong} width`]);
  assert.deepEqual(changed((_, p) => (p.options.graphStyle = 'x')), [`panel 1/options: ${wrong} graphStyle`]);
  assert.deepEqual(changed((_, p) => (p.fieldConfig.defaults.units = 'x')), [`panel 1/fieldConfig/defaults: ${wrong} units`]);
  assert.deepEqual(changed((_, p) => (p.targets[0].query = 'x')), [`panel 1/targets/0: ${wrong} query`]);
});

test('a value of the wrong kind, a missing field and a deprecated panel are found', () => {
  assert.match(changed((_, p) => (p.options.graphMode = 'loud')).join(), /panel 1\/options\/graphMode/);
  assert.match(changed((_, p) => (p.gridPos.w = '12')).join(), /panel 1\/gridPos\/w: must be (number|integer)/);
  assert.match(changed((d) => delete d.schemaVersion).join(), /dashboard: must have required property 'schemaVersion'/);
  assert.deepEqual(changed((_, p) => (p.type = 'graph')), ['panel 1: graph is no panel that jindu uses']);
});
