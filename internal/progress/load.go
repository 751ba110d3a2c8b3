package progress

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"jindu/internal/model"
)

// LoadPortfolio reads every project of a view, and all that a district has in
// hand around them.
func LoadPortfolio(ctx context.Context, view model.View, rules Rules) (*Portfolio, error) {
	l := loader{
		ctx: ctx, view: view, plans: newPlanner(rules, rules.Catalog.Pace),
		projects: map[[2]string]*project{}, regions: map[string]*region{}, limits: map[string][]yearTarget{},
	}
	for _, load := range []func() error{l.particulars, l.ofProjects, l.ofRegions, l.completed, l.regionSeries} {
		if err := load(); err != nil {
			return nil, fmt.Errorf("load projects: %w", err)
		}
	}
	f := &Portfolio{rules: rules, memo: &memo{}}
	for _, p := range l.projects {
		p.limits = l.limits[p.region]
		if err := p.prepare(rules, l.plans); err != nil {
			return nil, fmt.Errorf("load project %s of %s: %w", p.id, p.region, err)
		}
		f.projects = append(f.projects, p)
		r := l.region(p.region)
		r.projects = append(r.projects, p)
	}
	for _, r := range l.regions {
		if err := r.prepare(rules); err != nil {
			return nil, fmt.Errorf("load region %s: %w", r.code, err)
		}
		f.regions = append(f.regions, r)
	}
	slices.SortFunc(f.projects, func(a, b *project) int {
		return cmp.Or(cmp.Compare(a.region, b.region), cmp.Compare(a.id, b.id))
	})
	slices.SortFunc(f.regions, func(a, b *region) int { return cmp.Compare(a.code, b.code) })
	f.instants = sync.OnceValue(f.findChanges)
	return f, nil
}

type loader struct {
	ctx      context.Context //nolint:containedctx // Lives for one load.
	view     model.View
	plans    planner // Of the targets.
	projects map[[2]string]*project
	regions  map[string]*region
	limits   map[string][]yearTarget // On the working days of approvals, by region.
}

func (l *loader) project(region, id string) *project {
	p, ok := l.projects[[2]string{region, id}]
	if !ok {
		p = &project{
			region: region, id: id,
			completed: map[int][]model.Point{}, objects: map[model.Kind][]model.Object{},
		}
		l.projects[[2]string{region, id}] = p
	}
	return p
}

func (l *loader) region(code string) *region {
	r, ok := l.regions[code]
	if !ok {
		r = &region{code: code, objects: map[model.Kind][]model.Object{}}
		l.regions[code] = r
	}
	return r
}

// particulars reads what each project is and who answers for it. A duty speaks
// of the same fields as the project's own statements, so both are one history.
func (l *loader) particulars() error {
	var records []model.Record
	for _, kind := range []model.Kind{model.KindProject, model.KindDuty} {
		objects, err := Objects(l.ctx, l.view, kind)
		if err != nil {
			return err
		}
		for _, o := range objects {
			for _, s := range o.Statements {
				s.Kind = model.KindProject
				records = append(records, s)
			}
		}
	}
	for _, o := range model.Objects(records) {
		states, err := fold[model.Project](o)
		if err != nil {
			return err
		}
		l.project(o.Region, o.ID).particular = states
	}
	return nil
}

// ofProjects files what is stated of one project under it.
func (l *loader) ofProjects() error {
	for _, kind := range []model.Kind{
		model.KindNote, model.KindTarget, model.KindMilestone, model.KindActivity, model.KindProcedure,
		model.KindObstacle, model.KindVisit,
	} {
		objects, err := Objects(l.ctx, l.view, kind)
		if err != nil {
			return err
		}
		for _, o := range objects {
			id, err := projectOf(o)
			if err != nil {
				return err
			}
			if id == "" { // A target of an indicator.
				if err := l.limit(o); err != nil {
					return err
				}
				continue
			}
			p := l.project(o.Region, id)
			p.objects[kind] = append(p.objects[kind], o)
		}
	}
	return nil
}

// projectOf is the project that an object speaks of, which no statement changes.
func projectOf(o model.Object) (string, error) {
	for _, s := range o.Statements {
		var body struct {
			Project string `json:"project"`
		}
		if err := json.Unmarshal(s.Body, &body); err != nil {
			return "", fmt.Errorf("%s %s of %s: %w", o.Kind, o.ID, o.Region, err)
		}
		if body.Project != "" {
			return body.Project, nil
		}
	}
	return "", nil
}

// ofRegions files what is stated around the projects under its region.
func (l *loader) ofRegions() error {
	for _, kind := range []model.Kind{
		model.KindMembership, model.KindAttraction, model.KindCeremony, model.KindGrant, model.KindEnterprise,
		model.KindAcknowledgement,
	} {
		objects, err := Objects(l.ctx, l.view, kind)
		if err != nil {
			return err
		}
		for _, o := range objects {
			r := l.region(o.Region)
			r.objects[kind] = append(r.objects[kind], o)
			if err := l.member(o); err != nil {
				return err
			}
			if kind != model.KindGrant {
				continue
			}
			id, err := projectOf(o)
			if err != nil {
				return err
			}
			if id != "" { // Packs judge what a project does with it.
				p := l.project(o.Region, id)
				p.objects[kind] = append(p.objects[kind], o)
			}
		}
	}
	return nil
}

// member files a membership under its project too, where it names one.
func (l *loader) member(o model.Object) error {
	if o.Kind != model.KindMembership {
		return nil
	}
	id, err := projectOf(o)
	if err == nil && id != "" {
		p := l.project(o.Region, id)
		p.objects[o.Kind] = append(p.objects[o.Kind], o)
	}
	return err
}

func (l *loader) completed() error {
	for _, metric := range []string{model.MetricCompleted, model.MetricCompletedTotal} {
		err := l.eachSeries(metric, func(s model.Series, points []model.Point) {
			p := l.project(s.Label("region"), s.Label("project"))
			if metric == model.MetricCompletedTotal {
				p.total = points
			} else {
				p.completed[parseYear(s.Label("year"))] = points
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// regionSeries reads the figures around the projects: reported totals, funds
// of attracted projects, standings, enterprises.
func (l *loader) regionSeries() error {
	names := []string{
		model.MetricPipelineItems, model.MetricPipelineYuan, model.MetricAttractionFunds,
		model.MetricStandingRank, model.MetricStandingRegions,
	}
	for _, base := range model.Bases() {
		names = append(names, model.EnterpriseMetric(base))
	}
	for _, metric := range names {
		err := l.eachSeries(metric, func(s model.Series, points []model.Point) {
			r := l.region(s.Label("region"))
			r.figures = append(r.figures, figures{s, points})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachSeries reads every series of a family that has a point.
func (l *loader) eachSeries(metric string, take func(model.Series, []model.Point)) error {
	series, err := l.view.Select(l.ctx, model.Matcher{Name: "__name__", Value: metric})
	if err != nil {
		return err
	}
	for _, s := range series {
		points, err := Points(l.ctx, l.view, s)
		if err != nil {
			return err
		}
		if len(points) > 0 {
			take(s, points)
		}
	}
	return nil
}

// Objects reads every object of a kind.
func Objects(ctx context.Context, view model.View, kind model.Kind) ([]model.Object, error) {
	var records []model.Record
	for r, err := range view.Records(ctx, kind) {
		if err != nil {
			return nil, fmt.Errorf("read %s records: %w", kind, err)
		}
		records = append(records, r)
	}
	return model.Objects(records), nil
}

// Points reads a whole series.
func Points(ctx context.Context, view model.View, s model.Series) ([]model.Point, error) {
	return PointsBetween(ctx, view, s, model.Period{}, model.Period{})
}

// PointsBetween reads a series from one period through another; a zero Period
// leaves that side open.
func PointsBetween(ctx context.Context, view model.View, s model.Series, from, to model.Period) ([]model.Point, error) {
	var points []model.Point
	for p, err := range view.Points(ctx, s, from, to) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", s, err)
		}
		points = append(points, p)
	}
	return points, nil
}
