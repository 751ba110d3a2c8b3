package projects

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// A history is every version of every figure of a series.
type history struct {
	Name    model.Text
	Periods []periodHistory // The newest first.
}

// A periodHistory is every version of one figure, the newest first.
type periodHistory struct {
	Cutoff   time.Time
	Versions []version
}

// A version is a figure as somebody reported it once.
type version struct {
	Value     progress.Number // Unknown where it was taken back and there was none before.
	Status    model.Text
	Recorded  time.Time
	Source    source
	Cell      string
	Withdrawn *withdrawal // Nil where it stands.
	Restores  string      // The receipt whose withdrawal brought it back.
	Revised   time.Time   // When another took its place; zero for the one in force.
}

// figures are the histories of what was completed, the newest year first, and
// since the start.
func (r *reader) figures() (all []history, err error) {
	for _, metric := range []string{model.MetricCompleted, model.MetricCompletedTotal} {
		series, err := r.view.Select(r.ctx, model.Matcher{Name: "__name__", Value: metric},
			model.Matcher{Name: "region", Value: r.region}, model.Matcher{Name: "project", Value: r.id})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(series, func(a, b model.Series) int { return cmp.Compare(b.Label("year"), a.Label("year")) })
		for _, s := range series {
			one := history{Name: model.Text{ZH: "开工以来累计完成", EN: "Completed since the start"}}
			if year := s.Label("year"); year != "" {
				one.Name = model.Text{ZH: year + " 年完成投资（年内累计）", EN: "Completed in " + year + ", cumulative"}
			}
			if one.Periods, err = r.periods(s); err != nil {
				return nil, err
			}
			if len(one.Periods) > 0 {
				all = append(all, one)
			}
		}
	}
	return all, nil
}

// periods reads the versions of every cut-off that ever had a figure.
func (r *reader) periods(s model.Series) (all []periodHistory, err error) {
	days, err := r.cutoffs(s)
	if err != nil {
		return nil, err
	}
	histories, err := r.histories(s, days)
	if err != nil {
		return nil, err
	}
	for at, versions := range histories {
		if len(versions) == 0 {
			continue
		}
		one := periodHistory{Cutoff: days[at].End(r.zone)}
		for i, v := range versions {
			told, err := r.version(v)
			if err != nil {
				return nil, err
			}
			if i > 0 {
				told.Revised = versions[i-1].Recorded.In(r.zone)
			}
			one.Versions = append(one.Versions, told)
		}
		all = append(all, one)
	}
	return all, nil
}

// atOnce is how many histories are read at a time: a store behind a network
// takes its while for each.
const atOnce = 8

// histories reads the versions of each day.
func (r *reader) histories(s model.Series, days []model.Period) ([][]model.Version, error) {
	all := make([][]model.Version, len(days))
	var g errgroup.Group
	g.SetLimit(atOnce)
	for i, day := range days {
		g.Go(func() (err error) {
			all[i], err = r.view.History(r.ctx, s, day)
			return err
		})
	}
	return all, g.Wait()
}

// cutoffs are the days that may have a figure, the newest first: those that
// have one, and every other day of the year, for a figure that was taken back
// is no point of its series any more.
func (r *reader) cutoffs(s model.Series) ([]model.Period, error) {
	points, err := progress.Points(r.ctx, r.view, s)
	if err != nil {
		return nil, err
	}
	year := r.asked.At.In(r.zone).Year()
	if text := s.Label("year"); text != "" {
		if _, err := fmt.Sscan(text, &year); err != nil {
			return nil, fmt.Errorf("%s: %w", s, err)
		}
	}
	days := map[uint32]model.Period{}
	for day := model.NewDate(year, time.January, 1); day.Year() == year; day = day.Add(1) {
		days[day.Key()] = day
	}
	for _, p := range points {
		days[p.Period.Key()] = p.Period
	}
	var all []model.Period
	for _, day := range days {
		if !day.End(r.zone).After(r.asked.At) {
			all = append(all, day)
		}
	}
	slices.SortFunc(all, func(a, b model.Period) int { return cmp.Compare(b.Key(), a.Key()) })
	return all, nil
}

// version tells where a version came from and what became of it.
func (r *reader) version(v model.Version) (one version, err error) {
	one = version{
		Value: progress.Number{Value: v.Value, Known: v.Status != model.Withdrawn}, Status: v.Status.Name(),
		Recorded: v.Recorded.In(r.zone), Cell: v.Cell,
	}
	if one.Source, err = r.source(v.Receipt); err != nil {
		return one, err
	}
	one.Restores = one.Source.Withdraws
	one.Withdrawn, err = r.withdrawn(one.Source)
	return one, err
}
