package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"github.com/goccy/go-yaml"

	"jindu/internal/backup"
	"jindu/internal/model"
)

// spoken is an error of what was asked, said in both languages.
type spoken struct{ model.Text }

// Error says it in English.
func (s spoken) Error() string { return s.EN }

// bad makes an error of what was asked.
func bad(zh, en string) error { return badInput{spoken{model.Text{ZH: zh, EN: en}}} }

// badf is bad with the same values in both languages.
func badf(zh, en string, values ...any) error {
	return bad(fmt.Sprintf(zh, values...), fmt.Sprintf(en, values...))
}

// stateNames are the states of a ledger, or of a file, that keep it from being
// opened.
var stateNames = []struct {
	err error
	zh  string
}{
	{model.ErrInUse, "账本正被另一个 jindu 使用，请用 --server 指明其地址"},
	{model.ErrNoLedger, "这里没有账本"},
	{model.ErrNotLedger, "文件夹里不是 jindu 的账本"},
	{model.ErrNewerVersion, "账本由更新版本的 jindu 写成"},
	{model.ErrDamaged, "账本已损坏"},
	{model.ErrDiskFull, "磁盘已满"},
	{backup.ErrNotBackup, "不是 jindu 的备份"},
	{backup.ErrCut, "备份不完整，中途断了"},
	{backup.ErrAltered, "备份的内容与写入时不同"},
	{backup.ErrNotEmpty, "文件夹不是空的，不能恢复到这里"},
	{fs.ErrNotExist, "找不到文件或文件夹"},
	{fs.ErrPermission, "没有读写权限"},
	{syscall.EISDIR, "这是文件夹，不是文件"},
	{syscall.ENOTDIR, "不是文件夹"},
	{syscall.EROFS, "文件系统是只读的"},
	{syscall.ENOSPC, "磁盘已满"},
	{syscall.ECONNREFUSED, "连接被拒绝"},
	{context.DeadlineExceeded, "超时"},
	{context.Canceled, "已取消"},
	{syscall.EADDRINUSE, "地址已被占用，请用 --listen 换一个"},
}

// say words an error for the user: each part of it that has words in the
// language takes the place of its English ones, and names and addresses stay.
func say(err error, lang model.Language) string {
	text := translate(err, lang)
	if lang == model.Chinese && text == err.Error() {
		if state, ok := stateOf(err); ok {
			return state + "（" + text + "）"
		}
	}
	return text
}

func translate(err error, lang model.Language) string {
	text, whole := ownWords(err, lang)
	if whole {
		return text
	}
	for _, part := range parts(err) {
		text = strings.Replace(text, part.Error(), translate(part, lang), 1)
	}
	return text
}

// ownWords are an error's, without those of what it wraps; whole tells that
// nothing is left to be said in another language.
func ownWords(err error, lang model.Language) (text string, whole bool) {
	if s, ok := err.(interface {
		In(lang model.Language) string
	}); ok {
		return s.In(lang), false
	}
	if answered, ok := err.(*answeredError); ok { //nolint:errorlint // Likewise.
		return answered.Message.In(lang), true
	}
	if lang != model.Chinese {
		return err.Error(), true
	}
	if file, ok := err.(*fs.PathError); ok { //nolint:errorlint // Likewise.
		return file.Path + "：" + file.Err.Error(), false
	}
	if fault, ok := err.(yaml.Error); ok { //nolint:errorlint // Likewise.
		return strings.Replace(err.Error(), fault.GetMessage(), yamlFault(fault), 1), true
	}
	if len(parts(err)) == 0 {
		if state, ok := stateOf(err); ok {
			return state, true
		}
	}
	return err.Error(), false
}

// parts are what an error wraps.
func parts(err error) []error {
	switch wraps := err.(type) { //nolint:errorlint // It goes down by itself.
	case interface{ Unwrap() []error }:
		return wraps.Unwrap()
	case interface{ Unwrap() error }:
		if part := wraps.Unwrap(); part != nil {
			return []error{part}
		}
	}
	return nil
}

func stateOf(err error) (string, bool) {
	for _, state := range stateNames {
		if errors.Is(err, state.err) {
			return state.zh, true
		}
	}
	return "", false
}

// yamlFault says what kind of fault a file of settings has, and then how the
// reader of YAML says it.
func yamlFault(fault yaml.Error) string {
	kind := "值的类型不对"
	switch fault.(type) {
	case *yaml.UnknownFieldError:
		kind = "没有这个设置项"
	case *yaml.DuplicateKeyError:
		kind = "设置项写了两次"
	case *yaml.SyntaxError:
		kind = "YAML 语法有误"
	}
	return kind + "（" + fault.GetMessage() + "）"
}
