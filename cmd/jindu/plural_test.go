package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// One thing is not several.
func TestOneIsNotSeveral(t *testing.T) {
	require.Contains(t, unfinished(1).EN, "1 fact waits;")
	require.Contains(t, approvalsSum{Procedures: 1, Done: 1, DoneRatio: 1}.lines(model.English)[0],
		"1 procedure, 1 done, 100.0 % (0 of them late); 0 open, 0 near due, 0 overdue; documents overdue: 0")
	require.Equal(t, "1 day", durationText(model.Activity{Duration: 1}, model.English))
	require.Equal(t, "2 workdays", durationText(model.Activity{Duration: 2, Workdays: true}, model.English))
}
