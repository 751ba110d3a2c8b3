package format

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"jindu/internal/model"
)

var (
	markUTF8    = []byte{0xef, 0xbb, 0xbf}
	markUTF16LE = []byte{0xff, 0xfe}
	markUTF16BE = []byte{0xfe, 0xff}
)

// decodeText brings a file's bytes to text by its byte order mark; without one
// it is UTF-8 where that is valid, and GB18030 where it is not.
func decodeText(content []byte) (string, *model.Problem) {
	switch {
	case bytes.HasPrefix(content, markUTF16LE), bytes.HasPrefix(content, markUTF16BE):
		return decodeBy(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), content, "UTF-16")
	case bytes.IndexByte(content, 0) >= 0:
		return "", binary(content)
	case utf8.Valid(content):
		return string(bytes.TrimPrefix(content, markUTF8)), nil
	case bytes.HasPrefix(content, markUTF8):
		return "", badByte(content, "UTF-8", firstInvalid(content))
	}
	return decodeBy(simplifiedchinese.GB18030, content, "UTF-8 / GB18030")
}

func decodeBy(from encoding.Encoding, content []byte, name string) (string, *model.Problem) {
	text, err := from.NewDecoder().Bytes(content)
	if err != nil {
		return "", &model.Problem{What: model.Text{ZH: "文件编码不是 " + name, EN: "the text is not " + name}}
	}
	if at := bytes.IndexRune(text, utf8.RuneError); at >= 0 {
		return "", badByte(text, name, at)
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return "", binary(text)
	}
	return strings.TrimPrefix(string(text), "\ufeff"), nil
}

func firstInvalid(content []byte) int {
	for at := 0; at < len(content); {
		r, size := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
	return len(content)
}

func badByte(content []byte, name string, at int) *model.Problem {
	line := 1 + bytes.Count(content[:at], []byte("\n"))
	return &model.Problem{Cell: fmt.Sprintf("%d:1", line), What: model.Text{
		ZH: fmt.Sprintf("第%d行有不是 %s 编码的字节；请另存为“CSV UTF-8”", line, name),
		EN: fmt.Sprintf("line %d has bytes that are not %s; save the file as CSV UTF-8", line, name),
	}}
}

func binary(content []byte) *model.Problem {
	line := 1 + bytes.Count(content[:bytes.IndexByte(content, 0)], []byte("\n"))
	return &model.Problem{What: model.Text{
		ZH: fmt.Sprintf("不是文本文件：第%d行有零字节；请另存为“CSV UTF-8”", line),
		EN: fmt.Sprintf("not a text file: there is a zero byte in line %d; save it as CSV UTF-8", line),
	}}
}
