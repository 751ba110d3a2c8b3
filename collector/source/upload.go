package source

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
)

const (
	fieldLimit = 4 << 10 // Bytes of a field of a form.
	formParts  = 200     // Fields and files of a form.
	overhead   = 1 << 20 // What a form has besides its files.
)

// Upload reads the request. Files are held in memory, within the limit; none
// is written to disk before the collector keeps it.
func (h *HTTP) Upload(c *gin.Context) (collector.Upload, error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, h.Limit+overhead)
	fields := map[string]string{}
	for _, name := range []string{"region", "by", "reason", "recorded", "dry_run", "table", "name"} {
		fields[name] = c.Query(name)
	}
	kind, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil {
		return collector.Upload{}, unsupported()
	}
	var files []format.File
	switch kind {
	case "multipart/form-data":
		files, err = readForm(c.Request, fields)
	case "text/csv", "text/tab-separated-values":
		files, err = readBody(c.Request, fields, ".csv")
	case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
		files, err = readBody(c.Request, fields, ".xlsx")
	default:
		err = unsupported()
	}
	if err == nil {
		err = h.within(files)
	}
	if err != nil {
		return collector.Upload{}, badRequest(err)
	}
	u := collector.Upload{
		Files: files, Source: "http", By: Sender(c, fields["by"]), Reason: fields["reason"],
		Region: fields["region"], Table: fields["table"],
	}
	return u, h.options(&u, fields)
}

// within holds the files against the limit, without what a form has besides.
func (h *HTTP) within(files []format.File) error {
	var size int64
	for _, f := range files {
		size += int64(len(f.Content))
	}
	if size > h.Limit {
		return &http.MaxBytesError{Limit: h.Limit}
	}
	return nil
}

// options reads the fields that are no words.
func (h *HTTP) options(u *collector.Upload, fields map[string]string) error {
	if text := fields["dry_run"]; text != "" {
		dry, err := strconv.ParseBool(text)
		if err != nil {
			return &requestError{http.StatusBadRequest, "bad_request", model.Text{ZH: "dry_run 应为 true 或 false", EN: "dry_run: want true or false"}}
		}
		u.DryRun = dry
	}
	if text := fields["recorded"]; text != "" {
		at, err := model.ParseAsOf(text, h.Zone)
		if err != nil {
			return &requestError{http.StatusBadRequest, "bad_request", model.Text{
				ZH: "recorded 应为日期或时刻，如 2020-08-15", EN: "recorded: want a date or a moment such as 2020-08-15",
			}}
		}
		u.Recorded = at
	}
	return nil
}

func unsupported() error {
	return &requestError{http.StatusUnsupportedMediaType, "unsupported_media_type", model.Text{
		ZH: "请以 multipart/form-data 上传 file，或以 text/csv 直接发送", EN: "post a form (multipart/form-data) with file, or a body of text/csv",
	}}
}

// badRequest leaves the errors that say their status, and makes one of the
// rest, which are about how the form is written.
func badRequest(err error) error {
	var request *requestError
	var size *http.MaxBytesError
	if errors.As(err, &request) || errors.As(err, &size) {
		return err
	}
	return &requestError{http.StatusBadRequest, "bad_request", model.Text{ZH: "请求不完整或格式有误", EN: "the request is incomplete or malformed"}}
}

// readForm reads the files of a form, and its fields, which go before those of
// the address.
func readForm(r *http.Request, fields map[string]string) ([]format.File, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	var files []format.File
	for n := 0; ; n++ {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if n >= formParts {
			return nil, errors.New("too many parts")
		}
		if part.FileName() != "" {
			content, err := io.ReadAll(part)
			if err != nil {
				return nil, err
			}
			files = append(files, format.File{Name: part.FileName(), Content: content})
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, fieldLimit))
		if err != nil {
			return nil, err
		}
		if _, known := fields[part.FormName()]; known {
			fields[part.FormName()] = strings.TrimSpace(string(value))
		}
	}
}

// readBody reads a body that is one file, which ?name= names, or ?table=.
func readBody(r *http.Request, fields map[string]string, extension string) ([]format.File, error) {
	content, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	name := fields["name"]
	if name == "" {
		name = fields["table"]
	}
	if name == "" {
		name = "upload"
	}
	if !format.Default().Knows(name) {
		name += extension
	}
	return []format.File{{Name: name, Content: content}}, nil
}
