package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"jindu/internal/backup"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
	"jindu/internal/web"
)

// backupCommand packs a ledger and all that belongs to it into one file.
type backupCommand struct {
	target

	File  string `arg:"" help:"Backup to write." placeholder:"FILE"`
	Force bool   `help:"Overwrite the file where it is there."`
}

// Run makes the backup, of a running jindu or of a folder that is not in use,
// and reads all of it once more as it is written.
func (b *backupCommand) Run(env *environment) error {
	if err := free(b.File, b.Force); err != nil {
		return err
	}
	from, err := b.source(env)
	if err != nil {
		return err
	}
	defer from.Close() //nolint:errcheck // What it has to say came with what was read.
	bar := newBytesBar(env.stderr, model.Text{ZH: "备份", EN: "backing up"}.In(env.lang))
	var m *backup.Manifest
	err = saveFile(b.File, b.Force, func(w io.Writer) error {
		all := io.TeeReader(from, w)
		m, err = backup.Verify(all, bar)
		bar.end()
		if err != nil {
			return err
		}
		return nothingFollows(all)
	})
	if err != nil {
		return err
	}
	text := model.Text{ZH: "%s：已备份到回执 %s（账本 %s），%d个文件，%d MiB", EN: "%s: backed up to receipt %s (ledger %s), %d files, %d MiB"}
	_, err = fmt.Fprintf(env.stdout, text.In(env.lang)+"\n", b.File, receiptOrNone(m.Commit), m.Ledger, len(m.Files), mib(m.Bytes()))
	return err
}

// nothingFollows is an error where there is more after the end of a backup.
func nothingFollows(r io.Reader) error {
	if n, err := io.Copy(io.Discard, r); err != nil {
		return err
	} else if n > 0 {
		return fmt.Errorf("%w: something follows its end", backup.ErrAltered)
	}
	return nil
}

// receiptOrNone names the newest receipt that a copy has.
func receiptOrNone(commit uint64) string {
	if commit == 0 {
		return "–"
	}
	return model.ReceiptID(commit)
}

func mib(bytes int64) int64 { return (bytes + 1<<20 - 1) >> 20 }

// source gives the stream of the backup.
func (b *backupCommand) source(env *environment) (io.ReadCloser, error) {
	if b.Server != "" {
		return b.download(env, web.BackupPath, nil)
	}
	c, l, err := b.openLedger(env)
	if err != nil {
		return nil, err
	}
	if err := backup.Clean(c.Data); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return produce(env.ctx, func(ctx context.Context, w io.Writer) error {
		_, err := backupSource(c.Data, l, env.clock).Write(ctx, w)
		return errors.Join(err, l.Close())
	}), nil
}

// restoreCommand puts a backup into a folder.
type restoreCommand struct {
	File   string `arg:"" help:"Backup to read." type:"existingfile" placeholder:"FILE"`
	Data   string `help:"Folder to restore into: missing, or empty." default:"jindu-data" env:"JINDU_DATA" placeholder:"DIR"`
	Config string `help:"Configuration file, whose data folder is taken where --data is left out." type:"existingfile" placeholder:"jindu.yml"`
}

// Run restores all, or leaves the folder as it was.
func (r *restoreCommand) Run(env *environment) error {
	t := target{Data: r.Data, Config: r.Config}
	c, err := t.configuration()
	if err != nil {
		return err
	}
	file, err := openFile(r.File)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // It was only read.
	bar := newBytesBar(env.stderr, model.Text{ZH: "恢复", EN: "restoring"}.In(env.lang))
	restorer := backup.Restorer{
		Free: pebble.Free, Progress: bar,
		Check: func(data string, m *backup.Manifest) error {
			return checkRestored(env, filepath.Join(data, "ledger"), m)
		},
	}
	m, err := restorer.Restore(env.ctx, file, c.Data)
	bar.end()
	if err != nil {
		where := r.File
		if errors.Is(err, backup.ErrNotEmpty) || errors.Is(err, model.ErrDiskFull) {
			where = c.Data
		}
		return badInput{fmt.Errorf("%s: %w", where, err)}
	}
	made, receipt := m.Made.In(c.Zone()).Format("2006-01-02 15:04"), receiptOrNone(m.Commit)
	text := model.Text{
		ZH: fmt.Sprintf("%s：已恢复到回执 %s（%s 的备份，账本 %s，%d条数据），%d个文件", c.Data, receipt, made, m.Ledger, m.Sequence, len(m.Files)),
		EN: fmt.Sprintf("%s: restored to receipt %s (backup of %s, ledger %s, %s), %s",
			c.Data, receipt, made, m.Ledger, model.Plural(m.Sequence, "fact"), model.Plural(len(m.Files), "file")),
	}
	_, err = fmt.Fprintln(env.stdout, text.In(env.lang))
	return err
}

// checkRestored opens what was unpacked and counts what it has.
func checkRestored(env *environment, dir string, m *backup.Manifest) (err error) {
	l, err := pebble.Open(env.ctx, pebble.Options{Dir: dir, MustExist: true, Ballast: -1, Logger: env.logger})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	s := l.Stats()
	var facts, receipts uint64
	for _, err := range l.Changes(env.ctx, 0) {
		if err != nil {
			return err
		}
		facts++
	}
	for _, err := range l.Receipts(env.ctx) {
		if err != nil {
			return err
		}
		receipts++
	}
	if s.ID != m.Ledger || s.Series != m.Series || s.Commits != m.Commit || receipts != m.Commit || facts != m.Sequence {
		return fmt.Errorf("%w: ledger %s, %d series, %d receipts, %d facts; the manifest says %s, %d, %d, %d",
			backup.ErrAltered, s.ID, s.Series, receipts, facts, m.Ledger, m.Series, m.Commit, m.Sequence)
	}
	return nil
}
