package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"time"

	"jindu/internal/backup"
	"jindu/internal/export"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
	"jindu/internal/web"
)

// wireDownloads hands the whole ledger out, as a backup and in open formats.
// A store that can only be read has neither: its facts are elsewhere.
func (a *app) wireDownloads() error {
	ledger, ok := a.ledger.(*pebble.Ledger)
	if !ok {
		return nil
	}
	if err := backup.Clean(a.config.Data); err != nil {
		return fmt.Errorf("remove what a backup left behind: %w", err)
	}
	zone := a.config.Zone()
	packed := web.Download{
		Type: "application/zstd", Name: "jindu.backup",
		Write: func(ctx context.Context, _ url.Values, w io.Writer) error {
			m, err := backupSource(a.config.Data, ledger, a.clock).Write(ctx, w)
			if err == nil {
				a.logger.Info("backup made", "commit", m.Commit, "files", len(m.Files), "bytes", m.Bytes())
			}
			return err
		},
	}
	open := web.Download{
		Type: "application/zip", Name: "jindu.zip",
		Write: func(ctx context.Context, query url.Values, w io.Writer) error {
			asOf, err := asOfTime(query.Get("as_of"), zone)
			if err != nil {
				return err
			}
			return export.Write(ctx, w, exportOptions(a.config.Data, ledger, asOf, zone, a.clock))
		},
	}
	downloads := web.NewDownloads(packed, open, a.logger)
	a.routes = append(a.routes, downloads.Register)
	a.actors = append(a.actors, downloads.Run)
	return nil
}

func backupSource(data string, ledger *pebble.Ledger, clock func() time.Time) backup.Source {
	return backup.Source{Data: data, Ledger: ledger, Version: version, Clock: clock}
}

func exportOptions(data string, ledger export.Ledger, asOf time.Time, zone *time.Location, clock func() time.Time) export.Options {
	return export.Options{
		Ledger: ledger, Originals: filepath.Join(data, "files", "accepted"), Bulletins: filepath.Join(data, "files", "bulletins"),
		AsOf: asOf, Zone: zone, Version: version, Made: clock(),
	}
}

// asOfTime reads when the reader stands; empty means that everything is known.
func asOfTime(text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := model.ParseAsOf(text, zone)
	if err != nil {
		return t, &web.AskedError{Text: model.Text{ZH: fmt.Sprintf("as_of：看不懂时间 %q", text), EN: "as_of: " + err.Error()}}
	}
	return t, nil
}
