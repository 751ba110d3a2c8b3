package source

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jindu/collector/format"
	"jindu/internal/model"
)

// A Batch is the files of one submission: one workbook, or all the CSV files
// that were named together, which are one as a workbook's sheets are.
type Batch struct{ Paths []string }

// Expand makes batches of files and folders named by a person. A folder means
// the files in it (not in folders below) that can be read; a file that is
// named is taken whatever its name, so that its sender hears what is wrong
// with it. The CSV files come last.
func Expand(args []string) ([]Batch, error) {
	var paths []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, model.Faultf("文件 %s：%w", "file %s: %w", arg, errors.Unwrap(err))
		}
		if !info.IsDir() {
			paths = append(paths, arg)
			continue
		}
		inside, err := folderFiles(arg)
		if err != nil {
			return nil, err
		}
		if len(inside) == 0 {
			return nil, model.Faultf("文件夹 %s：其中没有 .xlsx 或 .csv 文件", "folder %s: no .xlsx or .csv file in it", arg)
		}
		paths = append(paths, inside...)
	}
	return batches(unique(paths)), nil
}

func folderFiles(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder) // Sorted by name.
	if err != nil {
		return nil, model.Faultf("文件夹 %s：%w", "folder %s: %w", folder, err)
	}
	var paths []string
	for _, e := range entries {
		if !e.IsDir() && candidate(e.Name()) {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths, nil
}

// candidate tells a file that may hold tables: no lock file of a spreadsheet
// program, nothing hidden, nothing of another format. Old .xls workbooks are
// candidates, to be refused with advice.
func candidate(name string) bool {
	if strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") {
		return false
	}
	extension := strings.ToLower(filepath.Ext(name))
	return extension == ".xls" || extension != ".txt" && format.Default().Knows(name)
}

func unique(paths []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(paths, func(path string) bool {
		clean := filepath.Clean(path)
		again := seen[clean]
		seen[clean] = true
		return again
	})
}

func batches(paths []string) []Batch {
	var all []Batch
	var texts Batch
	for _, path := range paths {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".csv", ".tsv", ".txt":
			texts.Paths = append(texts.Paths, path)
		default:
			all = append(all, Batch{[]string{path}})
		}
	}
	if len(texts.Paths) > 0 {
		all = append(all, texts)
	}
	return all
}

// Read reads the batch's files, each up to one byte more than limit, so that
// the collector sees which is too large.
func (b Batch) Read(limit int64) ([]format.File, error) {
	var files []format.File
	for _, path := range b.Paths {
		content, err := readFile(path, limit)
		if err != nil {
			return nil, err
		}
		files = append(files, format.File{Name: filepath.Base(path), Content: content})
	}
	return files, nil
}

func readFile(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read file %s: %w", path, err)
	}
	return content, nil
}
