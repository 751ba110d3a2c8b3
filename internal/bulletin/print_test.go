package bulletin_test

import (
	"os"
	"testing"

	"jindu/internal/bulletin"
	"jindu/internal/model"
)

func TestPrintTmp(t *testing.T) {
	ledger := example(t)
	style, _ := bulletin.Style()
	for _, k := range bulletin.Kinds() {
		for _, l := range []model.Language{"zh", "en"} {
			h, err := written(t, ledger, order(t, k, l, "2020-07")).HTML(style)
			if err != nil {
				t.Fatal(err)
			}
			os.WriteFile("/tmp/bulletin/"+string(k)+"."+string(l)+".html", h, 0o644)
		}
	}
}
