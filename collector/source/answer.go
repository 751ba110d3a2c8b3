package source

import (
	"context"
	"errors"
	"net/http"

	"jindu/collector"
	"jindu/internal/model"
)

// statusClientGone is what logs show for a client that left before its answer.
const statusClientGone = 499

// Answer maps an error to a status, a code for machines, and words for people.
// What is not known here is told to the log only.
func Answer(err error) (status int, code string, what model.Text) {
	var request *requestError
	var refused *collector.RefusedError
	var body *http.MaxBytesError
	switch {
	case errors.As(err, &request):
		return request.status, request.code, request.what
	case errors.As(err, &body), errors.Is(err, collector.ErrTooLarge):
		return http.StatusRequestEntityTooLarge, "too_large", model.Text{ZH: "文件太大", EN: "the upload is too large"}
	case errors.Is(err, model.ErrTooManyFacts):
		return http.StatusRequestEntityTooLarge, "too_many_facts", model.Text{ZH: "一次报送的条数太多", EN: "too many facts in one submission"}
	case errors.Is(err, model.ErrBackdated):
		return http.StatusConflict, "backdated", model.Text{ZH: "倒填的记录时间不晚于已有的数", EN: "recorded not after what the ledger has"}
	case errors.Is(err, model.ErrFrequency):
		return http.StatusConflict, "frequency", model.Text{ZH: "与已有数据的频率不同", EN: "of another frequency than the series has"}
	case errors.As(err, &refused):
		return http.StatusUnprocessableEntity, "refused", model.Text{
			ZH: "有错误，全部未采用；请改正后重新报送", EN: "there are problems, so nothing was taken; correct them and send it again",
		}
	case errors.Is(err, model.ErrDiskFull):
		return http.StatusInsufficientStorage, "disk_full", model.Text{ZH: "服务器磁盘已满", EN: "the server's disk is full"}
	case errors.Is(err, model.ErrNoReceipt):
		return http.StatusNotFound, "no_receipt", model.Text{
			ZH: "没有这个回执；应为收到过的回执编号，如 R000001", EN: "no such receipt: want the number of one that was given, such as R000001",
		}
	case errors.Is(err, model.ErrAlreadyWithdrawn):
		return http.StatusConflict, "already_withdrawn", model.Text{ZH: "已经撤回过", EN: "withdrawn already"}
	case errors.Is(err, model.ErrIsWithdrawal):
		return http.StatusConflict, "is_withdrawal", model.Text{ZH: "这个回执本身是一次撤回", EN: "this receipt is itself a withdrawal"}
	case errors.Is(err, collector.ErrReason):
		return http.StatusUnprocessableEntity, "reason_missing", model.Text{ZH: "请写明撤回的原因", EN: "a reason must be given"}
	case errors.Is(err, context.Canceled):
		return statusClientGone, "canceled", model.Text{ZH: "请求已取消", EN: "the request was canceled"}
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, "timeout", model.Text{ZH: "超时，请稍后再试", EN: "it took too long; try again later"}
	}
	return http.StatusInternalServerError, "internal", model.Text{ZH: "服务器内部错误，详见其日志", EN: "an internal error; the server's log says more"}
}
