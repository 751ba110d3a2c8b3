package format

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"jindu/collector/table"
	"jindu/internal/model"
)

// A File is one file as it came, with its name but without any folder.
type File struct {
	Name    string
	Content []byte
}

// Limits bound what one file may make jindu hold in memory.
type Limits struct {
	Unzipped int64 // Bytes of a workbook, unpacked.
	Sheets   int   // Of a workbook.
	Rows     int   // Of a sheet, the number of the last row with something in it.
	Columns  int   // Of a sheet, likewise.
	Cells    int   // Of a file, those with something in them.
}

// DefaultLimits hold some 500,000 rows of eight columns, which takes
// about half a gigabyte while they are decoded.
func DefaultLimits() Limits {
	return Limits{Unzipped: 256 << 20, Sheets: 200, Rows: 1 << 20, Columns: 1000, Cells: 4_000_000}
}

// A Decoder reads one format.
type Decoder interface {
	// Decode lays a file out as tables. Problems with what the file holds are
	// an *Error; any other error is the context's.
	Decode(ctx context.Context, f File, limits Limits) (table.Book, error)
}

// A Registry finds the decoder of a file by the end of its name.
type Registry map[string]Decoder

// Default knows every format that jindu reads.
func Default() Registry {
	return Registry{".xlsx": Workbook{}, ".xlsm": Workbook{}, ".csv": CSV{}, ".tsv": CSV{}, ".txt": CSV{}}
}

// Knows tells whether the name ends as a format that is read.
func (r Registry) Knows(name string) bool {
	_, ok := r[strings.ToLower(path.Ext(name))]
	return ok
}

// Decode reads a file by the decoder of its name, or, where the name says
// otherwise than the content, by what the content is.
func (r Registry) Decode(ctx context.Context, f File, limits Limits) (table.Book, error) {
	extension := strings.ToLower(path.Ext(f.Name))
	switch {
	case bytes.HasPrefix(f.Content, oleHeader):
		return table.Book{}, refuse(f, oldWorkbook)
	case bytes.HasPrefix(f.Content, zipHeader):
		extension = ".xlsx"
	case len(f.Content) == 0:
		return table.Book{}, refuse(f, model.Text{ZH: "文件是空的", EN: "the file is empty"})
	}
	decoder, ok := r[extension]
	if !ok {
		return table.Book{}, refuse(f, model.Text{
			ZH: "不支持的文件格式，请另存为 .xlsx 或 .csv",
			EN: "not a format that is read; save it as .xlsx or .csv",
		})
	}
	return decoder.Decode(ctx, f, limits)
}

var (
	oleHeader = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}
	zipHeader = []byte("PK\x03\x04")
)

var oldWorkbook = model.Text{
	ZH: "这是旧版 .xls 或加了密码的工作簿，无法读取；请去掉密码，另存为“Excel 工作簿 (.xlsx)”",
	EN: "an old .xls workbook, or one with a password, can't be read; remove the password and save as .xlsx",
}

// An Error says why a file can't be decoded, in words for its sender.
type Error struct {
	Problem model.Problem
	Cause   error // What the decoder met, nil where it is jindu's own check.
}

// Error gives the English words.
func (e *Error) Error() string { return e.Problem.In(model.English) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

func refuse(f File, what model.Text) *Error {
	return &Error{Problem: model.Problem{File: f.Name, What: what}}
}

func tooLarge(f File, sheet, zh, en string, limit int64) *Error {
	return &Error{Problem: model.Problem{File: f.Name, Sheet: sheet, What: model.Text{
		ZH: fmt.Sprintf("%s超过上限 %d", zh, limit), EN: fmt.Sprintf("more than %d %s", limit, en),
	}}, Cause: ErrTooLarge}
}

// maxText is how many letters a cell may hold, which is as many as a
// spreadsheet lets it.
const maxText = 32_767

func tooLong(text string) bool {
	return len(text) > maxText && utf8.RuneCountInString(text) > maxText
}

// longCell refuses a cell that no spreadsheet holds. In CSV it is most often
// rows that a stray quote ran together.
func longCell(f File, sheet, ref, text string) *Error {
	return &Error{Problem: model.Problem{
		File: f.Name, Sheet: sheet, Cell: ref, Value: strings.ToValidUTF8(text[:60], "") + "…",
		What: model.Text{
			ZH: fmt.Sprintf("单元格超过 %d 个字；请检查是否多了或少了双引号", maxText),
			EN: fmt.Sprintf("a cell of more than %d letters; check for a double quote too many or too few", maxText),
		},
	}}
}
