package bulletin

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// A Content is what a template writes of. Its fields and those of its parts are
// documented in docs/bulletin.md and stay as they are. Texts that come from
// tables are ready to stand in Markdown. What nothing is known of is nil or
// empty, and its sentences are left out.
type Content struct {
	Kind          Kind
	Lang          model.Language
	Period        model.Period
	Region        string
	Span          string    // 1—7月; of a week its number and days.
	From, Through time.Time // First and last second of the period.
	Stand, Until  time.Time // When it is said what is open, and for what is due until when.
	AsOf          time.Time // By what was known then.

	Newest     string // Span of the newest figures of Indicators.
	Indicators []Indicator
	Projects   *Projects
	Ranking    []Project // By rank; those without one last.
	Behind     []Project // Behind the pace or not of the best colour, the furthest behind first.
	Reports    *Reports
	Approvals  *Approvals
	Obstacles  *Obstacles

	Libraries  []Library
	Programmes []Programme
	Attraction *Attraction
	Starts     *Starts
	Funds      []Fund
	Fastest    *Fastest
	Works      []Work
	Standings  []Standing

	Changes []Change // Of the period, what needs attention first.
	Due     []Due    // After Stand and by Until, the earliest first.
	Overdue []Due    // Before Stand and still open, the longest first.
}

// An Indicator is a figure of the economy.
type Indicator struct {
	Name   string
	Span   string // Of the figure itself.
	Old    bool   // It is older than the newest.
	Level  progress.Number
	Unit   model.Unit // Of Level.
	Growth progress.Number
	Task   bool   // A target asks for the level, so that it is worth naming.
	Goal   string // 20.5亿元 or 10%; empty where there is no target.
	Issuer string // Of the target.
	Done   progress.Number
	Pace   progress.Number
	Gap    progress.Number // Positive is good.
	Limit  bool            // The target is one to stay below.

	levelBase model.Base
	end       time.Time // Of the figure's period.
}

// Projects are the sum of a region's projects.
type Projects struct {
	Items, Reported int
	New             int // 新开工.
	TaskForces      int // That have one of their own.
	Total           progress.Number
	Target          progress.Number
	Completed       progress.Number
	Completion      progress.Number
	Pace            progress.Number
	Gap             progress.Number
	Cutoff          time.Time // Of the latest report.
	Span            string    // That it closes: 1—7月, or 截至2020年7月25日.
	Colours         []Colour  // Best first; those that no project has are left out.
	Ahead           int       // At or ahead of the pace.
	Slow            int       // Behind it.
}

// A Colour is how many projects have it.
type Colour struct {
	Name, Shape string
	Items       int
}

// A Project is one of a ranking.
type Project struct {
	Region, ID, Name string
	Rank             int    // 0 where there is none.
	Change           string // ↑2, ↓1, —; empty where it is not known.
	Lead, Unit       string // Who answers for it.
	TaskForce        string
	Target           progress.Number
	Completed        progress.Number
	Completion       progress.Number
	Pace             progress.Number
	Gap              progress.Number
	Colour, Shape    string
	Months           int    // Running with the colour or a worse one.
	Escalation       string // Who takes it up.
	State            string // 形象进度.
	Problems, Next   string // 存在问题, 下一步.
	Cutoff           time.Time
}

// Reports are those for the period that had not come in time.
type Reports struct {
	Owed    int
	Waiting []Report // Not come.
	Late    int      // That came late.
}

// A Report is one that had not come.
type Report struct {
	Name, Who string
	Due       time.Time
	Days      int // Since it was due.
}

// Approvals are the procedures of projects (手续).
type Approvals struct {
	Projects       int // New starts, or those with procedures where none is one.
	Accepted, Done progress.Number
	Rate           progress.Number
	Open           []Due // Under way.
	Late           int   // Of those open, overdue.
	Limit, Goal    int   // Working days allowed, and by the year's end; 0 where not known or the same.
}

// Obstacles are what blocks projects (问题).
type Obstacles struct {
	Raised, Closed, Open, Late int
	Rows                       []Due // Open, the overdue first.
}

// A Library is one of reserve (储备库).
type Library struct {
	Name           string
	Declared       progress.Number
	DeclaredYuan   progress.Number
	Industry       string // The one with the most money of several.
	Industries     progress.Number
	IndustriesYuan progress.Number
	Admitted       progress.Number
	AdmittedYuan   progress.Number
}

// A Programme is a year's list of projects.
type Programme struct {
	Name     string
	Selected progress.Number
	Yuan     progress.Number // Planned in the year.
}

// Attraction is what was won (招商引资).
type Attraction struct {
	Signed, Started progress.Number
	Funds           progress.Number // From outside the province, in the year.
	Landed          int             // Of 100 million yuan and more, of the leading industries where these are named.
	Leading         bool            // They are.
	LandedNames     []string        // The largest.
	SignedNames     []string        // The largest of those signed and not landed.
}

// Starts are the opening ceremonies (集中开工).
type Starts struct {
	Ceremonies, Items progress.Number
	Yuan              progress.Number
	Groups            []Group // The largest.
}

// A Group is a project, or several of one name (利源、顺成、鑫磊 焦炉转型升级项目).
type Group struct {
	Names []string // What tells them apart; empty for a single one.
	Name  string   // What they share, or the name.
	Yuan  progress.Number
}

// A Fund is money granted from one source.
type Fund struct {
	Name           string
	Yuan           progress.Number
	Items, Started progress.Number
}

// Fastest is the project that came from its start to production in the least
// time, of those that did within the last twelve months.
type Fastest struct {
	Name          string
	From, Through time.Time
	Months        int
}

// A Work is a cumulative figure of enterprises.
type Work struct {
	Enterprises []string
	Name        string
	Value       string // With its unit, rounded down with 余: 2300余万吨.
}

// A Standing is the region's place in a contest above it.
type Standing struct {
	Subject string
	Rank    int
	Of      progress.Number
	Months  int // Running among the first third.
}

// A Change is what is otherwise than at the end of the period before.
type Change struct {
	About, What string
	Bad         bool // Somebody has to see to it.
}

// A Due is something that somebody has to do by a day.
type Due struct {
	Day   time.Time // Last second; zero where none was set.
	What  string
	About string // Project or indicator.
	Who   string
	Late  bool
	Days  int // Since Day, where it is late.
	Note  string
}
