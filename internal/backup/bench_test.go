package backup_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/backup"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// BenchmarkBackup packs a ledger of a million figures, reads it again, and
// restores it.
func BenchmarkBackup(b *testing.B) {
	data := b.TempDir()
	l, err := pebble.Open(b.Context(), pebble.Options{Dir: filepath.Join(data, "ledger"), Ballast: -1})
	require.NoError(b, err)
	defer l.Close()
	_, err = l.Commit(b.Context(), million())
	require.NoError(b, err)
	s := backup.Source{Data: data, Ledger: l, Clock: time.Now}
	var packed bytes.Buffer
	m, err := s.Write(b.Context(), &packed)
	require.NoError(b, err)
	step := func(name string, do func(b *testing.B)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(m.Bytes())
			for b.Loop() {
				do(b)
			}
			b.ReportMetric(float64(packed.Len())/1e6, "MB-packed")
		})
	}
	step("checkpoint", func(b *testing.B) {
		_, err := l.Checkpoint(b.Context(), filepath.Join(b.TempDir(), "copy"))
		require.NoError(b, err)
	})
	step("write", func(b *testing.B) {
		_, err := s.Write(b.Context(), io.Discard)
		require.NoError(b, err)
	})
	step("verify", func(b *testing.B) {
		_, err := backup.Verify(bytes.NewReader(packed.Bytes()), quiet())
		require.NoError(b, err)
	})
	step("restore", func(b *testing.B) {
		_, err := restorer().Restore(b.Context(), bytes.NewReader(packed.Bytes()), filepath.Join(b.TempDir(), "to"))
		require.NoError(b, err)
	})
}

// million is a submission of as many figures as one may hold: 4,000 series of
// 250 months.
func million() model.Submission {
	r := rand.New(rand.NewPCG(1, 2))
	var s model.Submission
	for i := range 4000 {
		series := model.NewSeries("jindu_indicator_yuan", "indicator", fmt.Sprint(i%100), "region", fmt.Sprint(410000+i/100))
		for m := range 250 {
			s.Observations = append(s.Observations, model.Observation{
				Series: &series, Period: model.NewMonth(2000, time.January).Add(m), Value: float64(r.IntN(1e9)) * 1e4, Cell: "指标!E5",
			})
		}
	}
	return s
}
