package dispatch

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"jindu/internal/notify"
	"jindu/internal/wholefile"
)

// state is what a receiver was told, on disk.
type state struct {
	Groups []*group `json:"groups"`
}

// load reads a receiver's state; it is empty where there is no file. Of a file
// that is no state it says why, beside what it has of it.
func load(path string) (groups map[string]*group, broken, err error) {
	groups = map[string]*group{}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return groups, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var s state
	broken = json.Unmarshal(text, &s)
	for _, g := range s.Groups {
		if g != nil {
			g.key = notify.Key(g.Labels)
			groups[g.key] = g
		}
	}
	return groups, broken, nil
}

// save writes a receiver's state: of groups of which something was told.
func save(path string, groups map[string]*group) error {
	s := state{Groups: []*group{}}
	for _, g := range groups {
		if len(g.Told) > 0 {
			s.Groups = append(s.Groups, g)
		}
	}
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return wholefile.Replace(path, text)
}
