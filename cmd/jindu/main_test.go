package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"jindu": main}) }

// Each script of testdata/script is one story of somebody at a terminal.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"state": stateCommand},
		Setup: func(env *testscript.Env) error {
			env.Setenv("JINDU_LANG", "en")
			env.Setenv("USER", "tester")
			return nil
		},
	})
}
