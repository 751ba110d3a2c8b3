package format

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"jindu/collector/table"
	"jindu/internal/model"
)

// Workbook decodes Excel workbooks (.xlsx and .xlsm). A formula's value is the
// one that was saved with it; nothing is calculated.
type Workbook struct{}

// inMemory is how much of one sheet excelize may unpack into memory; what is
// longer lies in a temporary file that is removed with the decoder.
const inMemory = 16 << 20

// Decode reads every sheet that is not hidden.
func (Workbook) Decode(ctx context.Context, f File, limits Limits) (book table.Book, err error) {
	defer func() { // A crafted workbook must not stop the server.
		if r := recover(); r != nil {
			book, err = table.Book{}, damaged(f, fmt.Errorf("excelize: %v", r))
		}
	}()
	archive, err := openArchive(f, limits)
	if err != nil {
		return table.Book{}, err
	}
	opened, err := excelize.OpenReader(bytes.NewReader(f.Content), excelize.Options{
		UnzipSizeLimit: limits.Unzipped, UnzipXMLSizeLimit: min(inMemory, limits.Unzipped), RawCellValue: true,
	})
	if opened != nil {
		defer func() { _ = opened.Close() }() // Removes its temporary files.
	}
	if err != nil {
		return table.Book{}, damaged(f, err)
	}
	w, err := newWorkbookReader(f, archive, opened, limits)
	if err != nil {
		return table.Book{}, err
	}
	return w.read(ctx)
}

// wholeLimit is how many bytes a part may have that excelize reads as a whole.
const wholeLimit = 8 << 20

var wholeParts = map[string]bool{
	"xl/styles.xml": true, "xl/workbook.xml": true, "xl/theme/theme1.xml": true, "xl/_rels/workbook.xml.rels": true,
	"[content_types].xml": true,
}

// openArchive unpacks nothing yet; it adds up what the parts say they hold, so
// that a bomb is turned away before anything is unpacked.
func openArchive(f File, limits Limits) (map[string]*zip.File, error) {
	r, err := zip.NewReader(bytes.NewReader(f.Content), int64(len(f.Content)))
	if err != nil {
		return nil, damaged(f, err)
	}
	parts, total := map[string]*zip.File{}, uint64(0)
	for _, part := range r.File {
		total += min(part.UncompressedSize64, uint64(limits.Unzipped)+1)
		if total > uint64(limits.Unzipped) {
			return nil, tooLarge(f, "", "解压后的字节数", "bytes when unpacked", limits.Unzipped)
		}
		name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		if wholeParts[name] && part.UncompressedSize64 > wholeLimit {
			return nil, tooLarge(f, "", name+" 的字节数", "bytes of "+name, wholeLimit)
		}
		parts[name] = part
	}
	return parts, nil
}

func damaged(f File, err error) *Error {
	return &Error{Cause: err, Problem: model.Problem{File: f.Name, What: model.Text{
		ZH: "不是完好的 .xlsx 工作簿；请用 Excel 或 WPS 打开后另存为 .xlsx",
		EN: "not a sound .xlsx workbook; open it in a spreadsheet program and save it as .xlsx again",
	}}}
}

// unlessSaid makes words for the sender of what has none yet.
func (w *workbookReader) unlessSaid(err error) error {
	var said *Error
	if errors.As(err, &said) {
		return said
	}
	return damaged(w.file, err)
}

// A workbookReader reads the sheets of one workbook.
type workbookReader struct {
	file    File
	parts   map[string]*zip.File // By lower-case path.
	limits  Limits
	sheets  []sheetPart
	strings []string // Shared by the sheets.
	formats []numberFormat
	date904 bool
	cells   int // Read so far.
}

type sheetPart struct {
	name   string
	part   *zip.File
	hidden bool
}

func newWorkbookReader(f File, parts map[string]*zip.File, opened *excelize.File, limits Limits) (*workbookReader, error) {
	w := &workbookReader{file: f, parts: parts, limits: limits, formats: numberFormats(opened)}
	if opened.WorkBook == nil {
		return nil, damaged(f, errors.New("no workbook part"))
	}
	if props := opened.WorkBook.WorkbookPr; props != nil {
		w.date904 = props.Date1904
	}
	targets, err := w.relationships()
	if err != nil {
		return nil, damaged(f, err)
	}
	for _, s := range opened.WorkBook.Sheets.Sheet {
		part := parts[targets[s.ID]]
		if part == nil || !strings.Contains(targets[s.ID], "worksheet") { // A sheet of charts or macros.
			continue
		}
		w.sheets = append(w.sheets, sheetPart{s.Name, part, s.State == "hidden" || s.State == "veryHidden"})
	}
	if len(w.sheets) > limits.Sheets {
		return nil, tooLarge(f, "", "工作表数", "sheets", int64(limits.Sheets))
	}
	if err := w.sharedStrings(); err != nil {
		return nil, w.unlessSaid(err)
	}
	return w, nil
}

// relationships gives the lower-case path of each part that the workbook
// refers to, by its ID.
func (w *workbookReader) relationships() (map[string]string, error) {
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	part := w.parts["xl/_rels/workbook.xml.rels"]
	if part == nil {
		return nil, errors.New("no relationships of the workbook")
	}
	r, err := w.open(part)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	if err := xml.NewDecoder(r).Decode(&rels); err != nil {
		return nil, fmt.Errorf("relationships: %w", err)
	}
	targets := map[string]string{}
	for _, rel := range rels.Relationship {
		target := strings.ReplaceAll(rel.Target, `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("xl", target)
		}
		targets[rel.ID] = strings.ToLower(strings.TrimPrefix(path.Clean(target), "/"))
	}
	return targets, nil
}

// open unpacks a part as it is read, and no more of it than the limit, whatever
// its header said.
func (w *workbookReader) open(part *zip.File) (io.ReadCloser, error) {
	r, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", part.Name, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r, w.limits.Unzipped), r}, nil
}

func (w *workbookReader) read(ctx context.Context) (table.Book, error) {
	book := table.Book{File: w.file.Name}
	for _, s := range w.sheets {
		if s.hidden {
			book.Warnings = append(book.Warnings, model.Problem{File: w.file.Name, Sheet: s.name, What: model.Text{
				ZH: "工作表是隐藏的，未读取", EN: "the sheet is hidden, so it is not read",
			}})
			continue
		}
		sheet, err := w.readSheet(ctx, s)
		if err != nil {
			return table.Book{}, err
		}
		book.Sheets = append(book.Sheets, sheet)
	}
	return book, nil
}
