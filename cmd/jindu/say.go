package main

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

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
	{syscall.EADDRINUSE, "地址已被占用，请用 --listen 换一个"},
}

// say words an error for the user. What has no words in Chinese is said as it
// is, after those that it has.
func say(err error, lang model.Language) string {
	var s spoken
	if errors.As(err, &s) {
		return s.In(lang)
	}
	var answered *answeredError
	if errors.As(err, &answered) {
		return answered.Message.In(lang)
	}
	if lang == model.Chinese {
		for _, state := range stateNames {
			if errors.Is(err, state.err) {
				return state.zh + "（" + err.Error() + "）"
			}
		}
	}
	return err.Error()
}
