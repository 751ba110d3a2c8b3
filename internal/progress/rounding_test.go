package progress

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/tally"
)

func TestAPublishedAmountIsRound(t *testing.T) {
	for _, c := range []struct {
		published, counted float64
		items              int
		want               bool
	}{
		{359.45e8, 359.45e8, 1, true},
		{359.45e8, 359.455e8, 1, true},
		{359.45e8, 359.4551e8, 1, false},
		{359.45e8, 359.4449e8, 1, false},
		{359.45e8, 359.465e8, 9, true}, // Nine amounts, each rounded.
		{359.45e8, 359.4651e8, 9, false},
		{68e8, 68.5e8, 1, true},
		{68e8, 67.4e8, 1, false},
		{100e8, 100.5e8, 1, true},
		{100e8, 101e8, 1, false}, // 亿元 is the coarsest, however many zeros follow.
		{1_234_567, 1_234_567.5, 1, true},
		{1_234_567, 1_234_568, 1, false},
		{0, 0, 1, true},
		{0, 1, 1, false},
	} {
		s := PipelineState{
			Published: PipelineTotal{Yuan: Known(c.published)},
			Counted:   PipelineTotal{Items: Known(float64(c.items)), Yuan: Known(c.counted)},
		}
		s.compare(tally.Tally{Items: c.items, Priced: c.items, HasYuan: true})
		require.True(t, s.Compared)
		require.Equal(t, c.want, s.Agrees, "%v and %v", c.published, c.counted)
	}
}

// Where some items have no amount yet, the published total may be more than
// their sum, and not less.
func TestItemsWithoutAnAmount(t *testing.T) {
	for published, want := range map[float64]bool{50e8: true, 30.01e8: true, 29.9e8: false} {
		s := PipelineState{
			Published: PipelineTotal{Items: Known(3), Yuan: Known(published)},
			Counted:   PipelineTotal{Items: Known(3), Yuan: Known(30e8)},
		}
		s.compare(tally.Tally{Items: 3, Priced: 2, HasYuan: true})
		require.Equal(t, want, s.Agrees, published)
	}
}
