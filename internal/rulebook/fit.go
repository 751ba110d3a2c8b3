package rulebook

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"jindu/internal/model"
)

// Fits tells whether a catalog can take the place of another over what a view
// holds: the district's region (code or name, or empty) must be in it, and no
// region or indicator of which there are figures may go, nor an indicator be
// counted otherwise, for its figures could not be found any more. What the old
// catalog has not either can't be lost. The error is a *RefusedError without a
// version, or the view's.
func Fits(ctx context.Context, view model.View, before, next *model.Catalog, region string) error {
	if region != "" {
		was, _ := before.Region(region)
		if is, ok := next.Region(region); !ok || (was.Code != "" && is.Code != was.Code) {
			return &RefusedError{Reason: ReasonRegion, What: model.Text{
				ZH: fmt.Sprintf("目录中没有本单位所在地区 %q", region),
				EN: fmt.Sprintf("this office's own region %q is not in the catalog", region),
			}}
		}
	}
	lost, err := losses(ctx, view, before, next)
	if err != nil {
		return fmt.Errorf("hold rules against the ledger: %w", err)
	}
	if len(lost) == 0 {
		return nil
	}
	return &RefusedError{Reason: ReasonLost, What: model.Text{
		ZH: "账本中已有数据的指标或地区不在目录中，或换了单位、频率：" + named(lost),
		EN: "the ledger has figures of what the catalog leaves out, or counts otherwise: " + named(lost),
	}}
}

// losses names what the ledger has and only the catalog before has.
func losses(ctx context.Context, view model.View, before, next *model.Catalog) ([]string, error) {
	held, err := view.Select(ctx)
	if err != nil {
		return nil, err
	}
	lost := map[string]bool{}
	for _, s := range held {
		if code := s.Label("region"); regionLost(code, before, next) {
			lost["region "+code] = true
		}
		if code := s.Label("indicator"); indicatorLost(code, before, next) {
			lost["indicator "+code] = true
		}
	}
	for r, err := range view.Records(ctx, model.KindProject) {
		if err != nil {
			return nil, err
		}
		if regionLost(r.Region, before, next) {
			lost["region "+r.Region] = true
		}
	}
	return slices.Sorted(maps.Keys(lost)), nil
}

func regionLost(code string, before, next *model.Catalog) bool {
	is := func(r model.Region) bool { return r.Code == code }
	return slices.ContainsFunc(before.Regions, is) && !slices.ContainsFunc(next.Regions, is)
}

func indicatorLost(code string, before, next *model.Catalog) bool {
	is := func(i model.Indicator) bool { return i.Code == code }
	was, now := slices.IndexFunc(before.Indicators, is), slices.IndexFunc(next.Indicators, is)
	if was < 0 {
		return false
	}
	if now < 0 {
		return true
	}
	a, b := before.Indicators[was], next.Indicators[now]
	return a.Base() != b.Base() || a.Frequency() != b.Frequency()
}

// most is how many losses are named.
const most = 10

func named(lost []string) string {
	if len(lost) > most {
		return strings.Join(lost[:most], ", ") + fmt.Sprintf(", … (%d)", len(lost))
	}
	return strings.Join(lost, ", ")
}
