package delivery

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"jindu/internal/store"
)

// rejectedLimit bounds the file of the facts that a target rejected.
const rejectedLimit = 10 << 20

// rejectedCut is the last line of a file that is full.
const rejectedCut = `{"cut":true,"zh":"文件已满，之后的不再记下；移走本文件后继续记录",` +
	`"en":"the file is full and what follows was left out; move it away to go on"}` + "\n"

// rejectedFile keeps the facts that a target will never take, a line of JSON
// for each, for a person to look at. Whoever has done so moves it away.
type rejectedFile struct {
	fs        vfs.FS
	dir, name string
	limit     int
}

// A rejectedLine is a line of the file.
type rejectedLine struct {
	At time.Time `json:"at"`
	store.Rejection
}

func (f rejectedFile) path() string { return f.fs.PathJoin(f.dir, f.name) }

// size is how long the file is; 0 where there is none.
func (f rejectedFile) size() int64 {
	info, err := f.fs.Stat(f.path())
	if err != nil {
		return 0
	}
	return info.Size()
}

// add appends facts, and returns once they are on disk.
func (f rejectedFile) add(now time.Time, facts []store.Rejection) error {
	if err := f.append(now, facts); err != nil {
		return cursorProblem(fmt.Errorf("keep rejected facts in %s: %w", f.path(), err))
	}
	return nil
}

func (f rejectedFile) append(now time.Time, facts []store.Rejection) (err error) {
	if err := makeFolder(f.fs, f.dir); err != nil {
		return err
	}
	fresh := false
	if _, err := f.fs.Stat(f.path()); errors.Is(err, fs.ErrNotExist) {
		fresh = true
	}
	file, err := f.fs.OpenReadWrite(f.path(), vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	text, err := f.lines(file, info.Size(), now, facts)
	if err != nil || len(text) == 0 {
		return err
	}
	if _, err := file.WriteAt(text, info.Size()); err != nil {
		return err
	}
	if err := file.Sync(); err != nil || !fresh {
		return err
	}
	return syncFolder(f.fs, f.dir)
}

// lines writes what is to be added to a file of some size: the facts as far as
// they fit, and once, that some did not.
func (f rejectedFile) lines(file vfs.File, size int64, now time.Time, facts []store.Rejection) ([]byte, error) {
	tail := make([]byte, min(size, int64(len(rejectedCut))))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil && len(tail) > 0 {
		return nil, err
	}
	if string(tail) == rejectedCut {
		return nil, nil
	}
	var text bytes.Buffer
	if len(tail) > 0 && tail[len(tail)-1] != '\n' {
		text.WriteByte('\n') // A process was killed in the middle of a line.
	}
	for _, fact := range facts {
		line, err := json.Marshal(rejectedLine{now, fact})
		if err != nil {
			return nil, err
		}
		if int(size)+text.Len()+len(line)+1+len(rejectedCut) > f.limit {
			text.WriteString(rejectedCut)
			break
		}
		text.Write(append(line, '\n'))
	}
	return text.Bytes(), nil
}
