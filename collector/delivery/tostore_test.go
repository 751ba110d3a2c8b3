package delivery

import (
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
)

func TestEveryReceiptComesOnceAndInOrder(t *testing.T) {
	d, n := newDesk(t), newNaive()
	first := d.commit(revenue(1, 0))
	d.commit(revenue(2, 0))
	empty := d.withdraw(first.ID) // The second stands: nothing is written.
	require.Zero(t, empty.Figures+empty.Records)
	d.submit(model.Submission{Records: []model.Record{note("a"), note("b")}, Observations: []model.Observation{revenue(3, 1)}})

	all(t, d.worker(vfs.NewMem(), n, 2))
	require.Equal(t, []uint64{1, 2, 3, 4}, n.order)
	requireEqual(t, d.ledger, n)
	require.Len(t, n.writes, 3)
	id := d.ledger.Stats().ID
	require.Equal(t, store.Head{Ledger: id, Commit: 3, Sequence: 2}, n.writes[0].Head)
	require.Equal(t, store.Head{Ledger: id, Commit: 3, Sequence: 2}, n.writes[1].Head, "the fourth is not whole yet")
	require.Equal(t, store.Head{Ledger: id, Commit: 4, Sequence: 5}, n.writes[2].Head)
}

func TestAWithdrawalWithoutFactsIsDeliveredAtTheEndOfTheLog(t *testing.T) {
	d, n := newDesk(t), newNaive()
	first := d.commit(revenue(1, 0))
	d.commit(revenue(2, 0))
	w := d.worker(vfs.NewMem(), n, 100)
	all(t, w)
	d.withdraw(first.ID)
	all(t, w)
	require.Equal(t, []uint64{1, 2, 3}, n.order)
	all(t, w)
	require.Len(t, n.order, 3, "not again")
	requireEqual(t, d.ledger, n)

	// A process that begins anew can't know, and says it again.
	again := d.worker(vfs.NewMem(), n, 100)
	all(t, again)
	requireEqual(t, d.ledger, n)
}

func TestARestartInTheMiddleOfACommit(t *testing.T) {
	d, n := newDesk(t), newNaive()
	d.commit(revenue(1, 0))
	d.commit(figures(25)...)
	d.commit(revenue(2, 0))
	fs := vfs.NewMem()
	for range 9 {
		w := d.worker(fs, n, 4)
		_, err := w.attempt(t.Context())
		require.NoError(t, err)
	}
	requireEqual(t, d.ledger, n)
	require.Len(t, n.writes, 7)
	for i, b := range n.writes[:6] {
		require.EqualValues(t, 1, b.Head.Commit, "batch %d ends at fact %d, in the middle of the second", i, i*4+4)
	}
	require.EqualValues(t, 3, n.writes[6].Head.Commit)
}

func TestRevisionsAndWhatIsInForce(t *testing.T) {
	d, n := newDesk(t), newNaive()
	for _, value := range []float64{1, 1, 2, 2} {
		d.commit(revenue(value, 0))
	}
	last := d.commit(revenue(9, 0))
	d.withdraw(last.ID)
	all(t, d.worker(vfs.NewMem(), n, 100))
	requireEqual(t, d.ledger, n)
	got := n.writes[0].Figures
	require.Len(t, got, 6)
	for i, f := range got {
		require.Equal(t, i, f.Revision)
		require.Equal(t, got[0].Version.Recorded, f.Version.First)
		require.Equal(t, 2.0, f.Current.Value)
	}
	require.Zero(t, got[1].Version.Revised)
	require.Equal(t, got[2].Version.Recorded, got[2].Version.Revised)
	require.Equal(t, got[2].Version.Recorded, got[3].Version.Revised)
}

func TestTheTargetsHeadNeverFallsWhileItIsToldAgain(t *testing.T) {
	d, n := newDesk(t), newNaive()
	d.commit(figures(10)...)
	d.commit(revenue(1, 0))
	w := d.worker(vfs.NewMem(), n, 4)
	all(t, w)
	head := n.head
	n.writes = nil
	w.askRestart()
	all(t, w)
	require.Len(t, n.writes, 3)
	for _, b := range n.writes {
		require.Equal(t, head, b.Head)
	}
}
