package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"jindu/collector/template"
	"jindu/internal/model"
)

// templateCommand writes the blank workbook.
type templateCommand struct {
	File   string `arg:"" help:"Workbook to write, .xlsx." placeholder:"FILE.xlsx"`
	Config string `help:"Configuration file whose catalog is offered." type:"existingfile" placeholder:"jindu.yml"`
	Force  bool   `help:"Overwrite the file where it is there."`
}

// Run writes the workbook whole or not at all.
func (t *templateCommand) Run(env *environment) error {
	if !strings.EqualFold(filepath.Ext(t.File), ".xlsx") {
		return badf("%s：文件名应以 .xlsx 结尾", "%s: want a name that ends in .xlsx", t.File)
	}
	c, err := loadConfig(t.Config)
	if err != nil {
		return err
	}
	catalog, err := c.ReadCatalog()
	if err != nil {
		return badInput{err}
	}
	var book bytes.Buffer
	if err := template.Write(&book, template.Options{Catalog: catalog, Lang: env.lang}); err != nil {
		return err
	}
	if err := t.save(book.Bytes()); err != nil {
		return err
	}
	text := model.Text{ZH: "%s：空白工作簿已写好；填好后用 jindu ingest 报送", EN: "%s: the blank workbook is written; once filled in, hand it in with jindu ingest"}
	_, err = fmt.Fprintf(env.stdout, text.In(env.lang)+"\n", t.File)
	return err
}

// save writes the file; one that is there is someone's work, unless they say
// otherwise.
func (t *templateCommand) save(content []byte) (err error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if t.Force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(t.File, flags, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return badf("%s 已经存在；要覆盖它，请加 --force", "%s is there already; to overwrite it, say --force", t.File)
	}
	if err != nil {
		return badInput{err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.Write(content)
	return err
}
