import type { Playlist } from '@grafana/grafana-foundation-sdk/playlistv1';
import type { Context } from './text';

/** How long each dashboard stays on the wall. */
const INTERVAL = '1m';

/** As Grafana's API takes it: its files of provisioning know no playlists. */
interface Resource {
  kind: 'Playlist';
  apiVersion: 'playlist.grafana.app/v1';
  metadata: { name: string };
  spec: Playlist;
}

/** The dashboards, by their names, that a wall shows in turn. */
export function wall(ctx: Context, boards: string[]): Resource {
  return {
    kind: 'Playlist',
    apiVersion: 'playlist.grafana.app/v1',
    metadata: { name: `jindu-wall-${ctx.lang}` },
    spec: {
      title: ctx.say({ zh: 'jindu 大屏', en: 'jindu on the wall' }),
      interval: INTERVAL,
      items: boards.map((name) => ({ type: 'dashboard_by_uid', value: `jindu-${name}-${ctx.lang}` })),
    },
  };
}
