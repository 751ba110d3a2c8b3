// Command example writes the workbook of the example district from its CSV
// files, so that both hold the same facts:
//
//	go run ./internal/tools/example
//
// The same CSV files give the same workbook, byte for byte. Nothing here reads
// a workbook or checks a figure; that is the collector's.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const workbookName = "殷都区2020.xlsx"

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(args []string, stderr io.Writer) int {
	flags := flag.NewFlagSet("example", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := flags.String("dir", filepath.Join("examples", "yindu-2020"), "folder of the CSV files and the workbook")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := write(*dir); err != nil {
		_, _ = fmt.Fprintln(stderr, "example:", err) // There is nowhere else to say it.
		return 1
	}
	return 0
}

func write(dir string) error {
	var book bytes.Buffer
	if err := build(os.DirFS(dir), &book); err != nil {
		return err
	}
	path := filepath.Join(dir, workbookName)
	if err := os.WriteFile(path, book.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}
