package notify

import (
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"
)

func TestTheLogSaysWhatWouldBeTold(t *testing.T) {
	d := sit(t, KindLog, "")
	require.NoError(t, d.Send(t.Context(), project(red("YD-07", "铁路\nlevel=ERROR", "交通局"))))
	require.Empty(t, d.asked, "nobody is told")
	require.Equal(t, 1.0, testutil.ToFloat64(d.metrics.Sent.WithLabelValues("office")))
	for _, text := range []string{"receiver=office", "红色预警", "责任单位：交通局"} {
		require.Contains(t, d.log.String(), text)
	}
	require.NotContains(t, d.log.String(), "\nlevel=ERROR", "a name begins no line of its own")
}
