package progress

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPublishedAmountIsRound(t *testing.T) {
	for _, c := range []struct {
		published, counted float64
		want               bool
	}{
		{359.45e8, 359.45e8, true},
		{359.45e8, 359.4549e8, true},
		{359.45e8, 359.455e8, true},
		{359.45e8, 359.4551e8, false},
		{359.45e8, 359.4449e8, false},
		{68e8, 68.5e8, true},
		{68e8, 67.4e8, false},
		{100e8, 100.5e8, true},
		{100e8, 101e8, false}, // 亿元 is the coarsest, however many zeros follow.
		{1_234_567, 1_234_567.5, true},
		{1_234_567, 1_234_568, false},
		{0, 0, true},
		{0, 1, false},
	} {
		require.Equal(t, c.want, withinRounding(c.published, c.counted), "%v and %v", c.published, c.counted)
	}
}
