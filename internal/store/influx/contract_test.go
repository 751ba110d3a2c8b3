package influx_test

import (
	"flag"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/store"
	"jindu/internal/store/storetest"
)

func TestContract(t *testing.T) {
	// Each step of a random test is some requests to a real server.
	require.NoError(t, flag.Set("rapid.checks", "6"))
	require.NoError(t, flag.Set("rapid.steps", "15"))
	b := newBed(t)
	storetest.Run(t, func(tb testing.TB, clock func() time.Time) store.Ledger {
		return openDelivered(tb, b.database(tb), clock)
	}, storetest.Capabilities{AsOf: true, Records: true})
}
