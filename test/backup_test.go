package test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	upTo      = regexp.MustCompile(`receipt (R\d+)`)
	receiptID = regexp.MustCompile(`"id":\s*"(R\d+)"`)
)

// TestBackupWhileSubmissionsArrive takes a backup in the middle of them: it has
// all that was acknowledged before, and opens as it was.
func TestBackupWhileSubmissionsArrive(t *testing.T) {
	base := startDemo(t)
	dir := t.TempDir()
	taken := make(chan string)
	stop := make(chan struct{})
	var senders sync.WaitGroup
	senders.Go(func() {
		for n := 1; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			csv := fmt.Sprintf("指标,地区,期间,口径,数值\n一般公共预算收入,殷都区,2020年1-7月,累计,12.%03d亿元\n", n%1000)
			response, err := http.Post(base+"/submissions?name=a.csv", "text/csv", strings.NewReader(csv))
			if err != nil {
				t.Error(err)
				return
			}
			text, _ := io.ReadAll(response.Body)
			response.Body.Close()
			id := receiptID.FindStringSubmatch(string(text))
			if response.StatusCode != http.StatusCreated || id == nil {
				t.Errorf("status %d: %s", response.StatusCode, text)
				return
			}
			select {
			case taken <- id[1]:
			default: // Nobody waits for it.
			}
		}
	})
	<-taken
	last := <-taken // A receipt at least this new is in the backup.
	file := filepath.Join(dir, "b")
	out := mustJindu(t, "backup", file, "--server", base)
	close(stop)
	senders.Wait()
	reached := upTo.FindStringSubmatch(out)[1]
	require.GreaterOrEqual(t, reached, last, "what was acknowledged before is in it")
	restored := filepath.Join(dir, "restored")
	require.Contains(t, mustJindu(t, "restore", file, "--data", restored), "restored to receipt "+reached)
	require.Equal(t, "28", mustJindu(t, "query", "count(jindu_project_info"+district+")", "--data", restored, "--time", "2020-09-08"))
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

// TestACutBackupLeavesNoFile ends the server in the middle of the answer.
func TestACutBackupLeavesNoFile(t *testing.T) {
	base := startDemo(t)
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole")
	mustJindu(t, "backup", whole, "--server", base)
	text, err := os.ReadFile(whole)
	require.NoError(t, err)
	half := startAnswering(t, text[:len(text)/2])
	file := filepath.Join(dir, "half")
	_, errs, code := jindu(t, "backup", file, "--server", half)
	require.Equal(t, 1, code)
	require.Contains(t, errs, "ends before its end")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1)

	cut := filepath.Join(t.TempDir(), "cut")
	require.NoError(t, os.WriteFile(cut, text[:len(text)/2], 0o600))
	_, errs, code = jindu(t, "restore", cut, "--data", filepath.Join(t.TempDir(), "restored"))
	require.Equal(t, 2, code)
	require.Contains(t, errs, cut+": restore: the backup ends before its end")

	_, errs, code = jindu(t, "backup", whole, "--server", half)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "--force")
	_, _, code = jindu(t, "backup", whole, "--force", "--server", half)
	require.Equal(t, 1, code)
	after, err := os.ReadFile(whole)
	require.NoError(t, err)
	require.Equal(t, text, after, "what was there is there still")
}

// startAnswering answers everything with the same bytes.
func startAnswering(t *testing.T, text []byte) string {
	t.Helper()
	address := freeAddress(t)
	server := &http.Server{Addr: address, ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(text) })}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.ListenAndServe() }()
	t.Cleanup(func() { server.Close(); <-done })
	require.Eventually(t, func() bool {
		response, err := http.Get("http://" + address)
		if err == nil {
			response.Body.Close()
		}
		return err == nil
	}, time.Minute, 10*time.Millisecond)
	return "http://" + address
}
