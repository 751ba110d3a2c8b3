package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// scriptStatement is a line of a script's file of statements.
type scriptStatement struct {
	Kind      model.Kind      `json:"kind"`
	Region    string          `json:"region"`
	ID        string          `json:"id"`
	Body      json.RawMessage `json:"body"`
	ValidFrom time.Time       `json:"valid_from"` // Always where left out.
}

// stateCommand puts the statements of a file of JSON lines into the ledger of
// jindu-data.
func stateCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: state FILE")
	}
	ts.Check(state(ts.MkAbs("jindu-data"), []byte(ts.ReadFile(args[0]))))
}

func state(data string, lines []byte) (err error) {
	ledger, err := pebble.Open(context.Background(), pebble.Options{Dir: filepath.Join(data, "ledger"), Zone: time.UTC, Ballast: -1, MemTable: 2 << 20, Cache: 2 << 20})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ledger.Close()) }()
	var records []model.Record
	for decoder := json.NewDecoder(bytes.NewReader(lines)); decoder.More(); {
		var s scriptStatement
		if err := decoder.Decode(&s); err != nil {
			return err
		}
		if s.ValidFrom.IsZero() {
			s.ValidFrom = model.Always()
		}
		records = append(records, model.Record{Kind: s.Kind, Region: s.Region, ID: s.ID, ValidFrom: s.ValidFrom, Body: s.Body})
	}
	_, err = ledger.Commit(context.Background(), model.Submission{Records: records})
	return err
}

const railway = `{"kind":"project","region":"410505","id":"P1","body":{"name":"安西铁路联络线"}}
{"kind":"milestone","region":"410505","id":"P1/start","body":{"project":"P1","milestone":"start","planned":"2020-03-02"}}
{"kind":"milestone","region":"410505","id":"P1/finish","body":{"project":"P1","milestone":"finish","planned":"2020-04-30"}}
{"kind":"activity","region":"410505","id":"P1/1","body":{"project":"P1","activity":"1","name":"路基","duration":30,"actual_start":"2020-03-02"}}
{"kind":"activity","region":"410505","id":"P1/2","body":{"project":"P1","activity":"2","name":"铺轨","duration":15,"workdays":true,"predecessors":["1"]}}
`

// A server gives what the folder gives.
func TestASchedulePrintsTheSameOverTheNetwork(t *testing.T) {
	data := t.TempDir()
	require.NoError(t, state(data, []byte(railway)))
	printed := func(args ...string) string {
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), append([]string{"schedule", "P1", "--time", "2020-04-20", "--lang", "en"}, args...), &stdout, &stderr)
		require.Zero(t, code, stderr.String())
		return stdout.String()
	}
	outputs := [][]string{{}, {"--format", "json"}, {"--format", "svg"}, {"--gantt"}}
	want := make([]string, len(outputs))
	for i, args := range outputs {
		want[i] = printed(append(args, "--data", data)...)
	}
	c, err := loadConfig("")
	require.NoError(t, err)
	c.Data, c.Alerts = data, config.AlertsExternal
	a, err := newApp(&environment{ctx: t.Context(), logger: slog.New(slog.DiscardHandler)}, c, ledgerOptions{clock: time.Now})
	require.NoError(t, err)
	defer func() { require.NoError(t, a.Close()) }()
	server := httptest.NewServer(a)
	defer server.Close()
	for i, args := range outputs {
		require.Equal(t, want[i], printed(append(args, "--server", server.URL)...))
	}
}
