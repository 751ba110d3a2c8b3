package test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A step is a block of the document that is to be run.
type step struct {
	heading, machine, script string
	line                     int
}

// steps reads the blocks that are marked: ```sh run MACHINE.
func steps(t *testing.T, file string) []step {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var all []step
	heading, inside := "", false
	for i, line := range strings.Split(string(text), "\n") {
		machine, marked := strings.CutPrefix(line, "```sh run ")
		switch {
		case inside && line == "```":
			inside = false
		case inside:
			all[len(all)-1].script += line + "\n"
		case marked:
			inside = true
			all = append(all, step{heading: heading, machine: machine, line: i + 1})
		case strings.HasPrefix(line, "## "):
			heading = strings.TrimPrefix(line, "## ")
		}
	}
	return all
}

// A machine stands for one that the document speaks of: a folder with its
// root, and an address.
type machine struct {
	root, address string
}

// newMachine makes one on which systemctl and sudo do what is asked of them
// here: to run jindu as its unit says, and nothing else.
func newMachine(t *testing.T) *machine {
	t.Helper()
	m := &machine{root: t.TempDir(), address: freeAddress(t)}
	for _, dir := range []string{"etc/jindu", "var/lib/jindu", "bin", "home"} {
		require.NoError(t, os.MkdirAll(filepath.Join(m.root, dir), 0o750))
	}
	require.NoError(t, os.Symlink(binary, filepath.Join(m.root, "bin", "jindu")))
	m.program(t, "sudo", `if [ "$1" = -u ]; then shift 2; fi; exec "$@"`)
	for _, whose := range []string{"chown", "chgrp"} { // There is nobody but the test.
		m.program(t, whose, ":")
	}
	m.program(t, "systemctl", `
pid=ROOT/pid
gone() { [ ! -e /proc/$1 ] || grep -q '^State:.*Z' /proc/$1/status; }
stop() { [ -e $pid ] || return 0; kill $(cat $pid); until gone $(cat $pid); do sleep 0.05; done; rm $pid; }
start() {
	jindu serve --config ROOT/etc/jindu/jindu.yml > ROOT/log 2>&1 < /dev/null &
	echo $! > $pid
	until jindu query --server http://ADDRESS 'vector(1)' > /dev/null 2>&1; do
		if gone $(cat $pid); then cat ROOT/log >&2; rm $pid; exit 1; fi
		sleep 0.05
	done
}
[ "$*" = "enable --now jindu" ] && set -- start jindu
[ "$2" = jindu ] || { echo "no unit $2" >&2; exit 1; }
case $1 in start) start;; stop) stop;; restart) stop; start;; *) echo "can't $1" >&2; exit 1;; esac`)
	t.Cleanup(func() {
		out, err := m.run(t, "systemctl stop jindu")
		if err != nil {
			t.Errorf("stop: %v\n%s", err, out)
		}
		if log, err := os.ReadFile(filepath.Join(m.root, "log")); err == nil && t.Failed() {
			t.Logf("log of %s:\n%s", m.root, log)
		}
	})
	return m
}

func (m *machine) program(t *testing.T, name, script string) {
	t.Helper()
	script = strings.NewReplacer("ROOT", m.root, "ADDRESS", m.address).Replace(script)
	require.NoError(t, os.WriteFile(filepath.Join(m.root, "bin", name), []byte("#!/bin/bash\nset -eu\n"+script+"\n"), 0o700))
}

// run runs a script on the machine, in its user's folder.
func (m *machine) run(t *testing.T, script string) (string, error) {
	t.Helper()
	cmd := exec.Command("bash", "-euo", "pipefail", "-c", script) //nolint:noctx // Cleaning up uses it too; timeout ends it.
	cmd.Dir = filepath.Join(m.root, "home")
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(m.root, "bin")+":"+os.Getenv("PATH"), "JINDU_LANG=en", "USER=officer")
	out, err := os.Create(filepath.Join(m.root, "out")) // A file, for what runs on holds it open.
	require.NoError(t, err)
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	require.NoError(t, cmd.Start())
	timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	err = cmd.Wait()
	text, _ := os.ReadFile(out.Name())
	return string(text), err
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

func copyTo(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(to, text, 0o600))
}

// TestOperationsAsDocumented does all that docs/operations.md says, in order,
// and between its blocks what it leaves to people: to carry files.
func TestOperationsAsDocumented(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("it is about machines with systemd")
	}
	for _, program := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("its commands need " + program)
		}
	}
	require.NoError(t, sources())
	machines := map[string]*machine{"office": newMachine(t), "new": newMachine(t), "centre": newMachine(t)}
	all := steps(t, "../docs/operations.md")
	require.Greater(t, len(all), 15)
	for i, s := range all {
		m := machines[s.machine]
		require.NotNil(t, m, "line %d: no machine %q", s.line, s.machine)
		if s.heading == "Back up" {
			hasDataAlready(t, m)
		}
		carry(t, machines, s, i > 0 && all[i-1].heading == s.heading)
		script := strings.NewReplacer(
			"127.0.0.1:8080", m.address, "https://centre.example.cn", "http://"+machines["centre"].address,
			"/etc/jindu", m.root+"/etc/jindu", "/var/lib/jindu", m.root+"/var/lib/jindu",
		).Replace(s.script)
		out, err := m.run(t, script)
		require.NoError(t, err, "docs/operations.md:%d (%s, on the %s machine)\n%s\n%s", s.line, s.heading, s.machine, script, out)
		t.Logf("%s, line %d:\n%s", s.heading, s.line, out)
	}
}

// hasDataAlready gives an office figures of its own, revised, of the periods
// that the document speaks of: whoever follows it has more than its example.
func hasDataAlready(t *testing.T, m *machine) {
	t.Helper()
	for _, billions := range []string{"30.5", "31.5"} {
		table := "指标,期间,口径,数值\n"
		for _, month := range []string{"1-6", "1-7", "1-8", "1-9"} {
			table += "固定资产投资,2020年" + month + "月,累计," + billions + "亿元\n社会消费品零售总额,2020年" + month + "月,累计,25亿元\n"
		}
		require.NoError(t, os.WriteFile(m.root+"/home/已有"+billions+".csv", []byte(table), 0o600))
		out, err := m.run(t, "jindu ingest --server http://"+m.address+" --region 殷都区 已有"+billions+".csv")
		require.NoError(t, err, out)
	}
}

// carry brings from machine to machine what the text says is to be brought.
func carry(t *testing.T, machines map[string]*machine, s step, same bool) {
	t.Helper()
	from, to, centre := machines["office"].root, machines["new"].root, machines["centre"].root
	switch {
	case s.machine != "new" || s.heading == "Restore":
	case s.heading == "Move a ledger to another machine":
		copyTo(t, from+"/home/jindu.backup", to+"/home/jindu.backup")
		copyTo(t, from+"/home/everything/current.csv", to+"/home/office.csv")
		text, err := os.ReadFile(from + "/etc/jindu/jindu.yml")
		require.NoError(t, err)
		moved := strings.NewReplacer(from, to, machines["office"].address, machines["new"].address).Replace(string(text))
		require.NoError(t, os.WriteFile(to+"/etc/jindu/jindu.yml", []byte(moved), 0o600))
	case s.heading == "Add a region" && same:
		copyTo(t, centre+"/etc/jindu/410505.token", to+"/etc/jindu/centre.token")
	case s.heading == "Rotate a token":
		text, err := os.ReadFile(centre + "/etc/jindu/410505.token")
		require.NoError(t, err)
		lines := strings.Fields(string(text))
		require.Len(t, lines, 1, "the old one is gone")
		require.NoError(t, os.WriteFile(to+"/etc/jindu/centre.token", []byte(lines[0]+"\n"), 0o600))
	}
}

// TestTheUnitIsSound has systemd read its unit, where there is a systemd.
func TestTheUnitIsSound(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd here")
	}
	text, err := os.ReadFile("../deploy/systemd/jindu.service")
	require.NoError(t, err)
	unit := strings.ReplaceAll(string(text), "/usr/local/bin/jindu", binary)
	unit = regexp.MustCompile(`(?m)^(User|Group)=.*\n`).ReplaceAllString(unit, "")
	verify := func(unit string) (string, error) {
		file := filepath.Join(t.TempDir(), "jindu.service")
		require.NoError(t, os.WriteFile(file, []byte(unit), 0o600))
		out, err := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", file).CombinedOutput()
		return string(out), err
	}
	out, err := verify(unit)
	require.NoError(t, err, out)
	require.NotContains(t, out, "jindu.service:", "no warnings")
	spoilt, _ := verify(strings.ReplaceAll(unit, "ProtectSystem=", "ProtectSytem="))
	require.Contains(t, spoilt, "ProtectSytem", "it would find a fault")
	require.Contains(t, unit, fmt.Sprintf("ExecStart=%s serve --config /etc/jindu/jindu.yml", binary))

	// From 0, none, to 100, how much of the system it could reach; it was 14.
	exposed := func(unit string) (string, error) {
		file := filepath.Join(t.TempDir(), "jindu.service")
		require.NoError(t, os.WriteFile(file, []byte(unit), 0o600))
		out, err := exec.CommandContext(t.Context(), analyze, "security", "--offline=true", "--threshold=15", file).CombinedOutput()
		return string(out), err
	}
	out, err = exposed(string(text))
	if strings.Contains(out, "unrecognized option") {
		t.Skip("a systemd before 250 rates no files")
	}
	require.NoError(t, err, out)
	out, err = exposed(strings.ReplaceAll(string(text), "ProtectSystem=strict", "ProtectSystem=false"))
	require.Error(t, err, out)
}
