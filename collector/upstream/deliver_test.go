package upstream

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

// Whatever a district takes, and whenever the line breaks or either side is
// started anew, the centre comes to know the same, as of every time.
func TestTheCentreComesToKnowTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		here, above := pair(t)
		here.Region = officetest.Region
		d := newDesk(t, above.Ledger, &above.Now)
		d.centre.Districts[0].Region = "410500" // The city, for what is random is of two of its districts.
		line := &stumbling{RoundTripper: &http.Transport{ExpectContinueTimeout: time.Second}, every: rapid.IntRange(3, 9).Draw(rt, "every")}
		s, after := NewSender(here.Ledger, d.link("secret", line)), uint64(0)
		var times []time.Time
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			here.Later(rt)
			above.Now = here.Now.Add(time.Minute)
			here.Anything(rt)
			times = append(times, here.Now)
			switch rapid.IntRange(0, 5).Draw(rt, "then") {
			case 0:
				s = NewSender(here.Ledger, d.link("secret", line))
			case 1:
				d.restart()
			case 2, 3:
				if through, err := s.Deliver(t.Context(), after); err == nil {
					after = through
				}
			case 4:
				after = 0 // The cursor is lost.
			}
		}
		_, rejected := deliverAll(rt, d.sender(here.Ledger), after)
		require.Empty(rt, rejected)
		for _, asOf := range append(times, time.Time{}) {
			require.Equal(rt, known(rt, here.Ledger, asOf), known(rt, above.Ledger, asOf), asOf)
		}
		require.Equal(rt, here.Ledger.Stats().Sequence, above.Ledger.Stats().Sequence, "nothing is taken twice")
	})
}

// statement is a submission of one note.
func note(region, project, text string) model.Submission {
	r, _ := model.NewRecord(model.KindNote, region, project, model.Always(), model.Note{Project: project, State: text})
	return model.Submission{By: "张三", File: "a.csv", Reason: "普查修订", Records: []model.Record{r}}
}

func figure(region string, value float64) model.Observation {
	series := model.CompletedSeries(region, "P1", 2020)
	return model.Observation{Series: &series, Period: model.NewDate(2020, 7, 31), Value: value, Cell: "项目!C3"}
}

func TestReceiptsSayWhereTheyComeFrom(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	own := here.Commit(note("410505", "P1", "一"))
	deliverAll(t, d.sender(here.Ledger), 0)
	first, err := here.Ledger.Receipt(t.Context(), own)
	require.NoError(t, err)
	taken, err := above.Ledger.Receipt(t.Context(), "R000001")
	require.NoError(t, err)
	require.Equal(t, []string{"殷都区 张三", SourceDistrict, "a.csv", "普查修订", ""},
		[]string{taken.By, taken.Source, taken.File, taken.Reason, taken.Hash})
	require.Equal(t, model.Provenance{Ledger: here.Ledger.Stats().ID, Number: 1, Committed: first.Committed}, *taken.Provenance)
	require.True(t, first.Recorded.Equal(taken.Recorded))
}

// A withdrawal goes up, one that changes nothing too.
func TestWithdrawals(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	s := d.sender(here.Ledger)
	first := here.Commit(model.Submission{Observations: []model.Observation{figure("410505", 1)}})
	here.Now, above.Now = here.Now.Add(time.Hour), above.Now.Add(2*time.Hour)
	here.Commit(model.Submission{Observations: []model.Observation{figure("410505", 2)}})
	after, _ := deliverAll(t, s, 0)
	receipt, err := here.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: first, By: "李四", Reason: "误报"})
	require.NoError(t, err)
	require.Zero(t, receipt.Figures, "a later value stands")
	_, err = s.Deliver(t.Context(), after)
	require.NoError(t, err)
	withdrawal, err := above.Ledger.Receipt(t.Context(), "R000003")
	require.NoError(t, err)
	require.Equal(t, []string{"R000001", "误报", "殷都区 李四"}, []string{withdrawal.Withdraws, withdrawal.Reason, withdrawal.By})
}

// What a person at the centre stated later stands; the rest is taken, and both
// sides are told.
func TestFactsThatTheCentreKnowsNewer(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	before := here.Commit(note("410505", "P0", "零"))
	above.Now = above.Now.Add(time.Hour)
	above.Commit(model.Submission{Observations: []model.Observation{figure("410505", 9)}})
	mixed := note("410505", "P1", "一")
	mixed.Observations = []model.Observation{figure("410505", 1), figure("410505", 3)}
	mixed.Observations[1].Period = model.NewDate(2020, 8, 31)
	here.Commit(mixed)
	all := here.Commit(model.Submission{Observations: []model.Observation{figure("410505", 2)}})
	here.Commit(note("410505", "P2", "二"))
	after, rejected := deliverAll(t, d.sender(here.Ledger), 0)
	require.Equal(t, here.Ledger.Stats().Sequence, after)
	require.Len(t, rejected, 2)
	require.Equal(t, []uint64{2, 5}, []uint64{rejected[0].Sequence, rejected[1].Sequence}, before)
	require.Contains(t, rejected[0].Fact, "2020-07-31")
	require.Contains(t, rejected[1].Reason, all)
	receipt, err := above.Ledger.Receipt(t.Context(), "R000003")
	require.NoError(t, err)
	require.Equal(t, []int{1, 1, 1}, []int{receipt.Figures, receipt.Records, len(receipt.Warnings)})
	require.Contains(t, receipt.Warnings[0].Value, "2020-07-31")
	require.Equal(t, uint64(4), above.Ledger.Stats().Commits)
}

// What is of other regions is left out, which nobody need look at; what is of
// regions that the catalog has not is rejected.
func TestScope(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	mixed := note("410505", "P1", "本区")
	mixed.Observations = []model.Observation{figure("410505", 1), figure("410506", 1), figure("410500", 1), figure("410599", 1)}
	here.Commit(mixed)
	here.Commit(note("410506", "P1", "别区"))
	here.Commit(note("410599", "P1", "何处"))
	here.Commit(note("410505", "P2", "本区"))
	through, err := d.sender(here.Ledger).Deliver(t.Context(), 0)
	var rejected *store.RejectedError
	require.ErrorAs(t, err, &rejected)
	require.Equal(t, here.Ledger.Stats().Sequence, through)
	require.Equal(t, 3, rejected.LeftOut)
	require.Len(t, rejected.Facts, 2)
	require.Contains(t, rejected.Facts[0].Fact, `region="410599"`)
	require.Contains(t, rejected.Facts[0].Reason, "the catalog above has not")
	require.Equal(t, "note 410599 P1 1900-01-01", rejected.Facts[1].Fact)
	require.Contains(t, rejected.Facts[1].Reason, "out_of_scope")
	require.Equal(t, uint64(2), above.Ledger.Stats().Commits)
	receipt, err := above.Ledger.Receipt(t.Context(), "R000001")
	require.NoError(t, err)
	require.Equal(t, []int{1, 1, 2}, []int{receipt.Figures, receipt.Records, len(receipt.Warnings)})
	require.Contains(t, receipt.Warnings[0].What.EN, "one of 2 facts of regions that the sender does not report for")
	for fact := range known(t, above.Ledger, time.Time{}) {
		require.Contains(t, fact, "410505")
	}
	require.NoError(t, testutil.GatherAndCompare(d.registry, strings.NewReader(`
# HELP jindu_upstream_left_out_items_total Facts that a region's jindu delivered and that are of regions it does not report for: they are left out, as agreed.
# TYPE jindu_upstream_left_out_items_total counter
jindu_upstream_left_out_items_total{region="410505"} 3
# HELP jindu_upstream_set_aside_items_total Facts that a region's jindu delivered and the ledger here could not take.
# TYPE jindu_upstream_set_aside_items_total counter
jindu_upstream_set_aside_items_total{region="410505"} 1
`), "jindu_upstream_left_out_items_total", "jindu_upstream_set_aside_items_total"))
}

// What was set aside for the catalog's sake is taken once that is mended and all
// is offered again, and goes with its receipt when that is withdrawn.
func TestWhatWasSetAsideIsTakenLater(t *testing.T) {
	for _, order := range []string{"mended before the withdrawal", "withdrawn before", "cut off between"} {
		t.Run(order, func(t *testing.T) {
			here, above := pair(t)
			d := newDesk(t, above.Ledger, &above.Now)
			whole := model.DefaultCatalog()
			catalog := *whole
			catalog.Regions = slices.DeleteFunc(slices.Clone(whole.Regions), func(r model.Region) bool { return r.Code == "410506" })
			d.centre.Catalog = func() *model.Catalog { return &catalog }
			d.centre.Districts[0].Region = "410500"
			mixed := note("410506", "P1", "龙安")
			mixed.Records = append(mixed.Records, note("410505", "P1", "殷都").Records...)
			mixed.Observations = []model.Observation{figure("410505", 1), figure("410506", 2)}
			first := here.Commit(mixed)
			only := here.Commit(note("410506", "P2", "二"))
			here.Commit(note("410505", "P3", "三"))
			s := d.sender(here.Ledger)
			_, rejected := deliverAll(t, s, 0)
			require.Len(t, rejected, 3)
			_, rejected = deliverAll(t, s, 0)
			require.Len(t, rejected, 3, "they still are not there")
			require.Equal(t, uint64(2), above.Ledger.Stats().Commits)

			withdraw := func() {
				here.Now, above.Now = here.Now.Add(time.Hour), above.Now.Add(time.Hour)
				for _, id := range []string{first, only} {
					_, err := here.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: id, By: "李四", Reason: "误报"})
					require.NoError(t, err)
				}
				deliverAll(t, s, here.Ledger.Stats().Sequence)
			}
			if order == "withdrawn before" {
				withdraw()
			}
			d.centre.Catalog = func() *model.Catalog { return whole }
			if order == "cut off between" { // The process ended after the first receipt was offered again.
				deliverAll(t, d.sender(here.Ledger), uint64(mixed.Size()))
				require.Contains(t, known(t, above.Ledger, time.Time{}), "note410506P2")
			}
			_, rejected = deliverAll(t, s, 0)
			require.Empty(t, rejected)
			if order != "withdrawn before" {
				require.Equal(t, known(t, here.Ledger, time.Time{}), known(t, above.Ledger, time.Time{}))
				d.restart()
				withdraw()
			}
			require.Equal(t, known(t, here.Ledger, time.Time{}), known(t, above.Ledger, time.Time{}))
			commits := above.Ledger.Stats().Commits
			deliverAll(t, d.sender(here.Ledger), 0)
			require.Equal(t, commits, above.Ledger.Stats().Commits, "nothing is taken twice")
		})
	}
}

func TestTokens(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	file := tokenFile(t, "old\nnew\n")
	d.start(above.Ledger, District{"410506", NewTokenFile(file)}, District{"410505", NewTokenFile(tokenFile(t, "secret"))})
	here.Commit(note("410505", "P1", "一"))
	var refusal *Refusal
	for token, code := range map[string]string{"": "unknown_token", "guess": "unknown_token", "old": "wrong_region", "new": "wrong_region"} {
		_, err := NewSender(here.Ledger, d.link(token, nil)).Deliver(t.Context(), 0)
		require.ErrorIs(t, err, store.ErrForbidden)
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, code, refusal.Code, token)
	}
	require.NoError(t, os.WriteFile(file, []byte("newer\n"), 0o600))
	_, err := NewSender(here.Ledger, d.link("old", nil)).Deliver(t.Context(), 0)
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "unknown_token", refusal.Code, "the file was read again")
	require.Zero(t, above.Ledger.Stats().Commits)
	deliverAll(t, d.sender(here.Ledger), 0)
	require.Equal(t, uint64(1), above.Ledger.Stats().Commits)
}

// A clock that is a little ahead is waited for; one that is far ahead is not.
func TestClocks(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	s := d.sender(here.Ledger)
	here.Now = above.Now.Add(90 * time.Second)
	here.Commit(note("410505", "P1", "一"))
	_, err := s.Deliver(t.Context(), 0)
	var wait *store.RetryError
	require.ErrorAs(t, err, &wait)
	require.Equal(t, 90*time.Second, wait.After)
	require.ErrorContains(t, err, "set both clocks")
	above.Now = above.Now.Add(wait.After)
	after, _ := deliverAll(t, s, 0)

	here.Now = above.Now.Add(time.Hour)
	here.Commit(note("410505", "P2", "二"))
	deliverAll(t, s, after)
	receipt, err := above.Ledger.Receipt(t.Context(), "R000002")
	require.NoError(t, err)
	require.True(t, receipt.Recorded.Equal(receipt.Committed))
	require.Len(t, receipt.Warnings, 1)
	require.Contains(t, receipt.Warnings[0].What.EN, "in the future")
}

// counting counts the bytes of bodies that are read to be sent.
type counting struct {
	http.RoundTripper
	bytes int
}

type countedBody struct {
	io.ReadCloser
	of *counting
}

func (b countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.of.bytes += n
	return n, err
}

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = countedBody{r.Body, c}
	}
	return c.RoundTripper.RoundTrip(r)
}

// From the start again, nothing is sent of what the centre has.
func TestWhatIsThereIsNotSentAgain(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	for range 5 {
		here.Commit(note("410505", "P1", "一"))
	}
	line := &counting{RoundTripper: &http.Transport{ExpectContinueTimeout: time.Minute}}
	deliverAll(t, NewSender(here.Ledger, d.link("secret", line)), 0)
	require.NotZero(t, line.bytes)
	line.bytes = 0
	through, _ := deliverAll(t, NewSender(here.Ledger, d.link("secret", line)), 0)
	require.Zero(t, line.bytes)
	require.Equal(t, uint64(5), through)
	require.Equal(t, uint64(5), above.Ledger.Stats().Commits)
}

// The same submission, sent by many at once, is taken once.
func TestDuplicatesAtOnce(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	for range 20 {
		here.Commit(note("410505", "P1", "一"))
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { deliverAll(t, d.sender(here.Ledger), 0) })
	}
	all.Wait()
	require.Equal(t, uint64(20), above.Ledger.Stats().Commits)
	require.Equal(t, known(t, here.Ledger, time.Time{}), known(t, above.Ledger, time.Time{}))
}

// A body that is cut off on its way leaves nothing.
func TestCutOnItsWay(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	here.Commit(note("410505", "P1", "一"))
	cut := roundTrip(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPost {
			whole, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			r.Body = io.NopCloser(bytes.NewReader(whole[:len(whole)-12]))
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	_, err := NewSender(here.Ledger, d.link("secret", cut)).Deliver(t.Context(), 0)
	var refusal *Refusal
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "bad_body", refusal.Code)
	var rejected *store.RejectedError
	require.NotErrorAs(t, err, &rejected, "it comes again")
	require.Zero(t, above.Ledger.Stats().Commits)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Either side may be restored from a backup.
func TestBackups(t *testing.T) {
	_, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	now, dir := above.Now, t.TempDir()
	open := func(name string) *pebble.Ledger {
		l, err := pebble.Open(t.Context(), pebble.Options{
			Dir: filepath.Join(dir, name), Zone: zone, Ballast: -1, Reserve: -1, MemTable: 1 << 20, Cache: 1 << 20,
			Clock: func() time.Time { return now },
		})
		require.NoError(t, err)
		return l
	}
	commit := func(l *pebble.Ledger, project string) {
		now = now.Add(time.Minute)
		above.Now = now
		_, err := l.Commit(t.Context(), note("410505", project, "一"))
		require.NoError(t, err)
	}
	here := open("ledger")
	commit(here, "P1")
	commit(here, "P2")
	require.NoError(t, here.Close())
	require.NoError(t, os.CopyFS(filepath.Join(dir, "backup"), os.DirFS(filepath.Join(dir, "ledger"))))
	here = open("ledger")
	commit(here, "P3")
	after, _ := deliverAll(t, d.sender(here), 0)
	require.NoError(t, here.Close())

	restored := open("backup")
	t.Cleanup(func() { require.NoError(t, restored.Close()) })
	require.Equal(t, here.Stats().ID, restored.Stats().ID)
	commit(restored, "P4") // Its number is P3's.
	after, _ = deliverAll(t, d.sender(restored), after)
	require.Equal(t, uint64(4), above.Ledger.Stats().Commits, "P1 and P2 are recognised, P4 is not P3")

	empty := newOffice(t)
	empty.Now = now
	s := d.sender(restored)
	after, _ = deliverAll(t, s, after)
	d.start(empty.Ledger, d.centre.Districts...)
	deliverAll(t, s, after)
	require.Equal(t, known(t, restored, time.Time{}), known(t, empty.Ledger, time.Time{}))
}

// A large submission goes over whole.
func TestLarge(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	s := note("410505", "P1", "一")
	for project := range 400 {
		series := model.CompletedSeries("410505", model.ReceiptID(uint64(project)), 2020)
		for day := range 250 {
			s.Observations = append(s.Observations, model.Observation{
				Series: &series, Period: model.NewDate(2020, 1, 1).Add(day), Value: float64(project) + float64(day)/7, Cell: "项目!C3",
			})
		}
	}
	here.Commit(s)
	began := time.Now()
	_, rejected := deliverAll(t, d.sender(here.Ledger), 0)
	t.Logf("%d facts in %s", s.Size(), time.Since(began))
	require.Empty(t, rejected)
	require.Equal(t, known(t, here.Ledger, time.Time{}), known(t, above.Ledger, time.Time{}))
}
