package metric

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	indicatorInfo = &Family{
		"jindu_indicator_info",
		model.Text{ZH: "指标名称与单位", EN: "Names of an indicator and the unit readers expect; always 1."},
		[]string{"indicator", "name", "name_en", "display_unit"},
	}
	regionInfo = &Family{
		"jindu_region_info",
		model.Text{ZH: "地区名称与上级", EN: "Names of a region and the region above it; always 1."},
		[]string{"region", "name", "name_en", "parent"},
	}
	boardTimestamp = &Family{
		"jindu_board_timestamp_seconds",
		model.Text{ZH: "看板所示日期的零点", EN: "Start of the local day that the board is for; alerts reckon with it instead of time()."},
		nil,
	}
)

// OfBoard gives every sample of a board.
func OfBoard(b *progress.Board, emit Emit) {
	OfCatalog(b.Catalog, emit)
	for _, s := range b.Indicators {
		OfIndicator(s, emit)
	}
	for _, s := range b.Projects {
		OfProject(s, emit)
	}
	for _, s := range b.Regions {
		OfRegion(s, emit)
	}
	OfDay(b.At, emit)
}

// OfCatalog gives the samples of what the catalog names.
func OfCatalog(c *model.Catalog, emit Emit) {
	for _, i := range c.Indicators {
		emit.sample(indicatorInfo, 1, i.Code, i.Name, i.NameEN, i.Display)
	}
	for _, r := range c.Regions {
		emit.sample(regionInfo, 1, r.Code, r.Name, r.NameEN, r.Parent)
	}
}

// DayFamily is the family that OfDay gives a sample of.
func DayFamily() *Family { return boardTimestamp }

// OfDay gives the sample that says which day t is on, in t's own zone.
func OfDay(t time.Time, emit Emit) {
	emit.sample(boardTimestamp, float64(model.NewDay(t).Start(t.Location()).Unix()))
}
