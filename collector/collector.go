package collector

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"jindu/collector/format"
	"jindu/collector/gate"
	"jindu/collector/table"
	"jindu/internal/model"
)

// A Collector takes uploads in. Its methods may be called from several
// goroutines. Uploads are worked on one at a time, so that each is checked
// against what the ones before it left, and memory holds one decoded file.
type Collector struct {
	Options
	keep    keeper
	metrics *metrics
}

// New makes a collector. It opens and connects to nothing.
func New(o Options) (*Collector, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	m, err := newMetrics(o.Registerer)
	if err != nil {
		return nil, err
	}
	return &Collector{
		Options: o, keep: keeper{dir: o.KeepDir, refused: o.Limits.Refused}, metrics: m,
	}, nil
}

// Submit takes an upload, all of it or nothing. What was taken before is
// answered with its receipt.
//
// Errors, by errors.As: *RefusedError, whose Reason may be the ledger's
// ErrBackdated, ErrFrequency, ErrStatedTwice or ErrTooManyFacts, or
// ErrTooLarge; by errors.Is: model.ErrDiskFull, what the upload's Still said,
// and the context's.
func (c *Collector) Submit(ctx context.Context, u Upload) (Outcome, error) {
	start := c.Clock()
	out, err := c.submit(ctx, u)
	if !u.DryRun {
		c.metrics.observe(u.Source, start, c.Clock(), out, err)
	}
	c.log(ctx, u, out, err)
	return out, err
}

func (c *Collector) submit(ctx context.Context, u Upload) (Outcome, error) {
	if region, ok := c.Catalog.Region(u.Region); ok && region.Code == c.Region {
		u.Region = "" // The office's own, said aloud.
	}
	hash := hashOf(u)
	out, err := c.work(ctx, u, hash)
	var refused *RefusedError
	if errors.As(err, &refused) && !u.DryRun && u.size() <= c.Limits.Bytes && len(u.Files) <= c.Limits.Files {
		if keepErr := c.keep.refuse(hash, u, refused, c.Clock()); keepErr != nil {
			c.Logger.WarnContext(ctx, "refused upload not kept", slog.String("hash", hash), slog.Any("error", keepErr))
		}
	}
	return out, err
}

func (c *Collector) work(ctx context.Context, u Upload, hash string) (Outcome, error) {
	if err := c.within(u); err != nil {
		return Outcome{}, err
	}
	if out, taken, err := c.taken(ctx, u, hash); taken || err != nil {
		return out, err
	}
	if err := c.Turn.take(ctx); err != nil {
		return Outcome{}, err
	}
	defer c.Turn.end()
	books, err := c.decode(ctx, u)
	if err != nil {
		return Outcome{}, err
	}
	verdict, revised, err := c.check(ctx, u, books)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{
		DryRun: u.DryRun, Figures: len(verdict.Observations), Records: len(verdict.Records), Warnings: verdict.Warnings,
	}
	if u.DryRun {
		out.Revised = revised
		return out, nil
	}
	return c.commit(ctx, u, hash, verdict, out)
}

// within holds an upload against the limits.
func (c *Collector) within(u Upload) error {
	size := u.size()
	switch {
	case len(u.Files) == 0:
		return refusal(nil, "没有文件", "there is no file")
	case size > c.Limits.Bytes:
		return refusal(ErrTooLarge, fmt.Sprintf("文件共 %d 字节，超过上限 %d", size, c.Limits.Bytes),
			fmt.Sprintf("the files have %d bytes together; want at most %d", size, c.Limits.Bytes))
	case len(u.Files) > c.Limits.Files:
		return refusal(ErrTooLarge, fmt.Sprintf("文件数超过上限 %d", c.Limits.Files),
			fmt.Sprintf("more than %d files", c.Limits.Files))
	case u.Recorded.After(c.Clock()):
		return refusal(nil, "记录时间在将来", "the time of recording is in the future")
	}
	return nil
}

func refusal(reason error, zh, en string) *RefusedError {
	return &RefusedError{Reason: reason, Problems: []model.Problem{{What: model.Text{ZH: zh, EN: en}}}}
}

// decode lays every file out, and gathers what is wrong with all of them.
func (c *Collector) decode(ctx context.Context, u Upload) ([]table.Book, error) {
	var books []table.Book
	var refused RefusedError
	for i, f := range u.Files {
		u.progress(Decoding, i, len(u.Files))
		book, err := c.Formats.Decode(ctx, format.File{Name: baseName(f.Name), Content: f.Content}, c.Limits.Decode)
		var bad *format.Error
		switch {
		case errors.As(err, &bad):
			refused.Problems = append(refused.Problems, bad.Problem)
			if errors.Is(bad, format.ErrTooLarge) {
				refused.Reason = ErrTooLarge
			}
			c.Logger.DebugContext(ctx, "file not decoded", slog.String("file", f.Name), slog.Any("cause", bad.Cause))
		case err != nil:
			return nil, err
		default:
			books = append(books, book)
		}
	}
	u.progress(Decoding, len(u.Files), len(u.Files))
	if len(refused.Problems) > 0 {
		return nil, &refused
	}
	return books, nil
}

// check gives what is to be taken and, for a dry run, how much of it is revised.
func (c *Collector) check(ctx context.Context, u Upload, books []table.Book) (v gate.Verdict, revised int, err error) {
	u.progress(Checking, 0, 1)
	view, err := c.Ledger.View(ctx, time.Time{})
	if err != nil {
		return v, 0, fmt.Errorf("open a view to check against: %w", err)
	}
	defer func() { _ = view.Close() }()
	if u.Still != nil {
		if err := u.Still(ctx, view); err != nil {
			return v, 0, err
		}
	}
	g, request := c.gate(u, books)
	if v, err = g.Check(ctx, view, request); err != nil {
		return v, 0, fmt.Errorf("check: %w", err)
	}
	u.progress(Checking, 1, 1)
	if err = c.verdictError(v); err == nil && u.DryRun {
		revised, err = countRevised(ctx, view, v.Observations)
	}
	return v, revised, err
}

// gate is what an upload is checked by, and what is asked of it.
func (c *Collector) gate(u Upload, books []table.Book) (gate.Gate, gate.Request) {
	region := u.Region
	if region == "" {
		region = c.Region
	}
	g := gate.Gate{Catalog: c.Catalog, Zone: c.Zone, Now: u.Recorded}
	if u.Recorded.IsZero() {
		g.Now = c.Clock()
	}
	return g, gate.Request{Books: books, As: u.Table, Region: region}
}

func (c *Collector) verdictError(v gate.Verdict) error {
	facts := len(v.Observations) + len(v.Records)
	switch {
	case len(v.Problems) > 0:
		return &RefusedError{Problems: v.Problems, Warnings: v.Warnings}
	case facts > c.Limits.Facts:
		return refusal(model.ErrTooManyFacts, fmt.Sprintf("共 %d 条，超过一次最多 %d 条；请分几次报送", facts, c.Limits.Facts),
			fmt.Sprintf("%d facts; want at most %d in one submission", facts, c.Limits.Facts))
	case facts == 0:
		return refusal(nil, "表中没有数据", "the tables hold no data")
	}
	return nil
}

// log says what became of an upload, in one line.
func (c *Collector) log(ctx context.Context, u Upload, out Outcome, err error) {
	names := make([]string, 0, len(u.Files))
	for _, f := range u.Files {
		names = append(names, baseName(f.Name))
	}
	attrs := []any{slog.String("source", u.Source), slog.String("file", strings.Join(names, ", "))}
	var refused *RefusedError
	switch {
	case errors.As(err, &refused):
		c.Logger.WarnContext(ctx, "submission refused", append(attrs,
			slog.Int("problems", len(refused.Problems)), slog.String("first", refused.first()))...)
	case err != nil:
		return // The caller logs or answers it.
	case out.DryRun:
	case out.Withdrawn:
		c.Logger.InfoContext(ctx, "submission was withdrawn, not taken again", append(attrs,
			slog.String("receipt", out.Receipt.ID), slog.String("withdrawn_by", out.Receipt.WithdrawnBy))...)
	case out.AlreadyTaken:
		c.Logger.InfoContext(ctx, "submission already taken", append(attrs, slog.String("receipt", out.Receipt.ID))...)
	default:
		c.Logger.InfoContext(ctx, "submission taken", append(attrs, slog.String("receipt", out.Receipt.ID),
			slog.Int("figures", out.Figures), slog.Int("records", out.Records), slog.Int("warnings", len(out.Warnings)))...)
	}
}
