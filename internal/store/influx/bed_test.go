package influx_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/influx"
	"jindu/internal/store/pebble"
	"jindu/internal/store/storetest"
	"jindu/internal/testbed"
)

// bed is a real server with as many databases as tests ask for.
type bed struct {
	*testbed.Server
	http  *http.Client
	count atomic.Int64
}

func newBed(tb testing.TB) *bed {
	s := testbed.Influx(tb)
	return &bed{Server: s, http: authorized(tb, s.Token)}
}

// authorized gives a client that sends a token.
func authorized(tb testing.TB, token string) *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 10}
	tb.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: withToken{transport, token}, Timeout: time.Minute}
}

type withToken struct {
	http.RoundTripper
	token string
}

func (w withToken) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Token "+w.token)
	return w.RoundTripper.RoundTrip(r)
}

// database makes an empty one, of one shard, and gives its place.
func (b *bed) database(tb testing.TB) influx.Options {
	name := fmt.Sprintf("t%d", b.count.Add(1))
	b.influxQL(tb, "CREATE DATABASE "+name+" WITH DURATION INF REPLICATION 1 SHARD DURATION 5200w NAME autogen")
	tb.Cleanup(func() { b.influxQL(tb, "DROP DATABASE "+name) })
	return influx.Options{URL: b.URL, Org: b.Org, Bucket: name + "/autogen", HTTP: b.http, Zone: storetest.Zone()}
}

func (b *bed) influxQL(tb testing.TB, statement string) {
	form := url.Values{"q": {statement}}.Encode()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, b.URL+"/query", strings.NewReader(form))
	require.NoError(tb, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := b.http.Do(request)
	require.NoError(tb, err)
	defer answer.Body.Close() //nolint:errcheck // Read to its end.
	said, err := io.ReadAll(answer.Body)
	require.NoError(tb, err)
	require.NotContains(tb, string(said), `"error"`)
}

// delivered is a ledger in memory that is delivered to InfluxDB with each
// commit, and read from there.
type delivered struct {
	store.Ledger
	target *influx.Target
	reader *influx.Store

	mu   sync.Mutex
	sent uint64 // Sequence number.
}

var _ store.Ledger = (*delivered)(nil)

func openDelivered(tb testing.TB, o influx.Options, clock func() time.Time) *delivered {
	target, err := influx.NewTarget(o)
	require.NoError(tb, err)
	reader, err := influx.New(o)
	require.NoError(tb, err)
	return &delivered{Ledger: openInMemory(tb, clock), target: target, reader: reader}
}

func openInMemory(tb testing.TB, clock func() time.Time) *pebble.Ledger {
	fs := vfs.NewMem()
	fs.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: 1 << 40, TotalBytes: 1 << 40})
	l, err := pebble.Open(context.Background(), pebble.Options{
		Dir: "ledger", FS: fs, Clock: clock, Zone: storetest.Zone(), Ballast: 1 << 16, Cache: 1 << 20, MemTable: 1 << 20,
	})
	require.NoError(tb, err)
	return l
}

func (d *delivered) Commit(ctx context.Context, s model.Submission) (model.Receipt, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, err := d.Ledger.Commit(ctx, s)
	if err != nil {
		return r, err
	}
	return r, d.deliver(ctx)
}

func (d *delivered) Withdraw(ctx context.Context, w model.Withdrawal) (model.Receipt, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r, err := d.Ledger.Withdraw(ctx, w)
	if err != nil {
		return r, err
	}
	return r, d.deliver(ctx)
}

func (d *delivered) View(ctx context.Context, asOf time.Time) (model.View, error) {
	return d.reader.View(ctx, asOf)
}

func (d *delivered) Receipts(ctx context.Context) iter.Seq2[model.Receipt, error] {
	return d.reader.Receipts(ctx)
}

func (d *delivered) Receipt(ctx context.Context, id string) (model.Receipt, error) {
	return d.reader.Receipt(ctx, id)
}

func (d *delivered) Close() error {
	if err := d.reader.Close(); err != nil {
		return err
	}
	if err := d.target.Close(); err != nil {
		return err
	}
	return d.Ledger.Close()
}

// deliver brings everything that was not sent.
func (d *delivered) deliver(ctx context.Context) error {
	b, err := batchOf(ctx, d.Ledger, d.sent, 1<<30)
	if err != nil {
		return err
	}
	if err := d.target.Write(ctx, b); err != nil {
		return err
	}
	d.sent = b.Head.Sequence
	return nil
}

// batchOf makes a batch of the log after a sequence number.
func batchOf(ctx context.Context, l store.Ledger, after uint64, most int) (store.Batch, error) {
	v, err := l.View(ctx, time.Time{})
	if err != nil {
		return store.Batch{}, err
	}
	defer v.Close() //nolint:errcheck // Read only.
	b := store.Batch{Head: store.Head{Ledger: l.Stats().ID, Sequence: after}}
	last := map[string]uint64{} // Sequence numbers of receipts' last facts.
	for c, err := range l.Changes(ctx, after) {
		if err != nil {
			return b, err
		}
		if c.Record != nil {
			last[c.Record.Receipt] = c.Sequence
		} else {
			last[c.Version.Receipt] = c.Sequence
		}
		if b.Len() >= most {
			continue
		}
		b.Head.Sequence = c.Sequence
		if c.Record != nil {
			b.Records = append(b.Records, store.Statement{Sequence: c.Sequence, Record: *c.Record})
			continue
		}
		f, err := figureOf(ctx, v, c)
		if err != nil {
			return b, err
		}
		b.Figures = append(b.Figures, f)
	}
	for r, err := range l.Receipts(ctx) { // The newest first.
		if err != nil {
			return b, err
		}
		if end, has := last[r.ID]; has && end > b.Head.Sequence {
			continue
		}
		b.Head.Commit = max(b.Head.Commit, r.Number)
		b.Receipts = append([]model.Receipt{r}, b.Receipts...)
	}
	return b, nil
}

func figureOf(ctx context.Context, v model.View, c store.Change) (store.Figure, error) {
	f := store.Figure{Sequence: c.Sequence, Series: c.Series, Version: c.Version}
	versions, err := v.History(ctx, *c.Series, c.Version.Period)
	if err != nil {
		return f, err
	}
	for i, version := range versions {
		if version.Receipt == c.Version.Receipt {
			f.Version, f.Revision = version, len(versions)-1-i
		}
	}
	f.Current = versions[0]
	for p, err := range v.Points(ctx, *c.Series, c.Version.Period, c.Version.Period) {
		if err != nil {
			return f, err
		}
		f.Current.Point = p
	}
	return f, nil
}
