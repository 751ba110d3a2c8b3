package web

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// A regionRow is a region as text.
type regionRow struct {
	Name, Code   string
	Above        string // The region above, where that is not the row before.
	Level        int
	Board, Below string // Links: to its page, and to the comparison of those below it, if there are any.
	Known        bool
	Heard        heardContent
	Projects     int
	List         string // Link to these.
	Total        string
	Target       string
	Completed    string
	Completion   string
	Pace         string
	Gap          string
	Ahead        bool
	Cutoff       string
	Colours      []colourContent
	Late, Alerts string
	Noted        string // What is acknowledged and not closed.
	Overdue      string // Of it; empty where nothing is.
}

// heardContent is how a region's jindu is heard from.
type heardContent struct {
	Text   string // Empty where neither it nor any below it delivers.
	Note   string
	Silent bool
}

func (p *regionsPage) row(r ComparedRegion, colours []string, now time.Time, l regionLinks, lang model.Language) regionRow {
	row := regionRow{
		Name: r.Name.In(lang), Code: r.Region, Level: r.Level, Board: l.To("/", "region", r.Region), Known: r.Known,
		Heard: p.heard(r, now, lang), Projects: r.Projects,
		Total: inHundredMillions(r.Total), Target: inHundredMillions(r.Target), Completed: inHundredMillions(r.Completed),
		Cutoff: r.CutoffFirst, Late: some(r.Late),
	}
	projects := func(pairs ...string) string {
		return l.To("/projects", append(pairs, "region", r.Region, "only", "")...)
	}
	row.List = projects()
	if above, ok := p.server.options.Catalog.Region(r.Parent); ok && l.Query.Get("level") != "" {
		row.Above, row.Level = model.Text{ZH: above.Name, EN: above.NameEN}.In(lang), 1
	}
	if r.Below > 0 && l.Query.Get("region") != r.Region {
		row.Below = l.To("/regions", "region", r.Region)
	}
	if r.CutoffLast != r.CutoffFirst {
		row.Cutoff += " – " + ofYear(r.CutoffLast, r.CutoffFirst[:len("2006-")])
	}
	if r.Gap != nil {
		row.Completion, row.Pace = phrase.Percent(known(r.Completion)), phrase.Percent(known(r.Pace))
		row.Gap, row.Ahead = phrase.Points(known(r.Gap)), *r.Gap >= 0
	}
	if row.Noted = some(r.Noted); r.Overdue > 0 {
		n := strconv.Itoa(r.Overdue)
		row.Overdue = model.Text{ZH: "逾期" + n, EN: n + " overdue"}.In(lang)
	}
	if r.Alerts != nil {
		row.Alerts = some(*r.Alerts)
	}
	all := append(slices.Clone(colours), progress.Undefined)
	for i, colour := range all {
		if n := r.Counts[colour]; n > 0 && slices.Index(all, colour) == i {
			row.Colours = append(row.Colours, colourContent{projects("colour", colour), colour, phrase.Colour(colour, lang), n})
		}
	}
	return row
}

// ofYear leaves the year of a date out where it is the one that is expected.
func ofYear(date, year string) string { return strings.TrimPrefix(date, year) }

// oddSkew is by how many seconds a clock must be off to be spoken of.
const oddSkew = 60

// heard says how the region is heard from, or how many below it are silent.
func (p *regionsPage) heard(r ComparedRegion, now time.Time, lang model.Language) heardContent {
	say := func(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(lang) }
	link := r.Delivery
	if link == nil {
		n := strconv.Itoa(r.Delivering)
		switch {
		case r.Delivering == 0:
			return heardContent{}
		case r.Silent == 0:
			return heardContent{Text: say("无失联", "none silent"), Note: say("共"+n+"个上报", "of "+n)}
		}
		silent := strconv.Itoa(r.Silent)
		return heardContent{Text: say("失联"+silent+"个", silent+" silent"), Note: say("共"+n+"个上报", "of "+n), Silent: true}
	}
	h := heardContent{Text: say("从未联系", "never"), Silent: link.Silent}
	if !link.LastHeard.IsZero() {
		h.Text = ofYear(link.LastHeard.In(p.server.options.Zone).Format("2006-01-02 15:04"), now.Format("2006-"))
	}
	if link.Silent {
		h.Text = say("失联", "silent") + " · " + h.Text
	}
	var notes []string
	if link.Backlog != nil && *link.Backlog > 0 {
		n := strconv.FormatUint(*link.Backlog, 10)
		notes = append(notes, say("积压 "+n, "backlog "+n))
	}
	if math.Abs(link.Skew) >= oddSkew {
		notes = append(notes, say(fmt.Sprintf("时钟差 %+.0f 秒", link.Skew), fmt.Sprintf("clock %+.0f s", link.Skew)))
	}
	if link.NewestReceipt != "" {
		notes = append(notes, say("最新回执 ", "newest ")+link.NewestReceipt)
	}
	if link.Version != "" {
		notes = append(notes, "jindu "+link.Version)
	}
	h.Note = strings.Join(notes, " · ")
	return h
}

func (p *regionsPage) figure(i ComparedIndicator) figureCell {
	cell := figureCell{Late: i.Late}
	if known, ok := p.server.options.Catalog.Indicator(i.Indicator); ok && i.Value != nil {
		cell.Value = known.Unit().FromBase(decimal.NewFromFloat(*i.Value)).Round(2).String()
	}
	if i.Growth != nil {
		cell.Note = fmt.Sprintf("%+.1f%%", 100**i.Growth)
	}
	if i.Gap != nil {
		cell.Gap, cell.Behind = phrase.Points(known(i.Gap)), *i.Gap < 0
	}
	return cell
}

func sideValue(side ComparedSide, lang model.Language) string {
	switch side.Unit {
	case string(model.Yuan):
		return inHundredMillions(&side.Value) + " " + model.Text{ZH: "亿元", EN: "× 100 m yuan"}.In(lang)
	case string(model.Ratio):
		return phrase.Percent(known(&side.Value))
	}
	n, items := strconv.FormatFloat(side.Value, 'f', -1, 64), " items"
	if side.Value == 1 {
		items = " item"
	}
	return n + model.Text{ZH: " 个", EN: items}.In(lang)
}

func ordinal(rank int, lang model.Language) string {
	n := strconv.Itoa(rank)
	return model.Text{ZH: "第" + n, EN: "#" + n}.In(lang)
}

// inHundredMillions is empty where the amount is not known.
func inHundredMillions(yuan *float64) string { return phrase.Money(known(yuan)) }

func known(n *float64) progress.Number {
	if n == nil {
		return progress.Number{}
	}
	return progress.Known(*n)
}

// some is empty for none.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
