package config

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsHeldOpenStaysAsItWasStarted(t *testing.T) {
	started, err := Parse([]byte("listen: 127.0.0.1:1\nregion: '410505'\n"), "/srv")
	require.NoError(t, err)
	changed, err := Parse([]byte("listen: 127.0.0.1:2\ntimezone: UTC\nalerts: external\nwatch: [in]\n"), "/srv")
	require.NoError(t, err)
	counts, restart := changed.Reloaded(started)
	require.Equal(t, []string{"listen", "timezone"}, restart)
	require.Equal(t, "127.0.0.1:1", counts.Listen)
	require.Equal(t, "Asia/Shanghai", counts.Timezone)
	require.Equal(t, "Asia/Shanghai", counts.Zone().String())
	require.Empty(t, counts.Region)
	require.Equal(t, AlertsExternal, counts.Alerts)
	require.Equal(t, []string{"/srv/in"}, counts.Watch)
	require.Equal(t, "127.0.0.1:2", changed.Listen, "what was read is left as it is")
	_, restart = started.Reloaded(started)
	require.Empty(t, restart)
}
