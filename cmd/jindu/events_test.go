package main

import (
	"bufio"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/web/events"
)

// What a wall hears of: commits, alerts and rules that are others, until jindu
// stops; and what it then shows.
func TestAWallHearsWhatChanges(t *testing.T) {
	s := serveExample(t, "data: data\n", nil)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.base+events.Path, nil)
	require.NoError(t, err)
	stream, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer stream.Body.Close()
	lines := bufio.NewScanner(stream.Body)
	hear := func(want ...string) {
		t.Helper()
		for len(want) > 0 {
			require.True(t, lines.Scan(), "nothing more is told; not heard of %v", want)
			kind, ok := strings.CutPrefix(lines.Text(), "event: ")
			for i := range want {
				if ok && want[i] == kind {
					want = append(want[:i], want[i+1:]...)
					break
				}
			}
		}
	}
	hear("hello")
	wall := func() string {
		t.Helper()
		status, page := s.ask(t, http.MethodGet, "/wall?show=410505", "")
		require.Equal(t, http.StatusOK, status)
		return page
	}
	require.Contains(t, wall(), "28 个项目 8月报送逾期（9月5日应报）")
	require.Contains(t, wall(), "建筑骨料绿色矿山项目 落后序时进度 48.3 个百分点")
	require.NotContains(t, wall(), "进度迟报", "late reports have a line of their own")

	status, answer := s.ask(t, http.MethodPost, "/submissions?name=a.csv",
		"项目编号,地区,数据截至,本年完成投资,单位\nYD2020-001,殷都区,2020-08-31,0.01,亿元\n")
	require.Equal(t, http.StatusCreated, status, answer)
	hear("commit", "alerts")
	require.Contains(t, wall(), "27 个项目 8月报送逾期（9月5日应报）")

	s.write(t, "jindu.yml", "data: data\nalerts: external\n")
	status, answer = s.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, http.StatusOK, status, answer)
	hear("rules")
	require.NotContains(t, wall(), `id="alerts"`, "another evaluates the rules")

	s.stop()
	for lines.Scan() {
		require.NotContains(t, lines.Text(), "commit")
	}
	require.NoError(t, lines.Err(), "the stream was cut off")
}
