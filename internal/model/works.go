package model

import (
	"strings"

	"github.com/shopspring/decimal"
)

// The records of one project's works. Dates are days (Daily periods); a zero
// one is not known. A date that is later than the instant asked about has not
// come yet, whenever it was stated: an actual date counts from its day on.

// A Duty says who answers for a project; its record is valid from the day on
// which they do. Its fields are Project's, and are stated like them.
type Duty struct {
	Lead      string `json:"lead,omitempty"`       // 包保领导.
	OwnerUnit string `json:"owner_unit,omitempty"` // 责任单位.
	TaskForce string `json:"task_force,omitempty"` // 专班.
}

// A Milestone (节点) is an event that a project plans for.
type Milestone struct {
	Project   string `json:"project,omitempty"`
	Milestone string `json:"milestone,omitempty"` // Code of a known one, or its name as written.
	Planned   Period `json:"planned,omitzero"`    // Day by whose end it should have come.
	Actual    Period `json:"actual,omitzero"`     // Day on which it came.
}

// ID names the milestone within its region.
func (m Milestone) ID() string { return m.Project + "/" + m.Milestone }

// The milestones that rules know; offices name others as they like.
const (
	MilestoneStart      = "start"      // 开工: the works begin.
	MilestoneFinish     = "finish"     // 竣工: the works are done.
	MilestoneProduction = "production" // 投产.
)

var milestoneNames = map[string]Text{
	MilestoneStart:      {ZH: "开工", EN: "start"},
	MilestoneFinish:     {ZH: "竣工", EN: "finish"},
	MilestoneProduction: {ZH: "投产", EN: "production"},
}

// MilestoneCode gives the code of a known milestone by its Chinese or English
// name, and any other name as it is written.
func MilestoneCode(name string) string {
	name = narrow(name)
	for code, names := range milestoneNames {
		if name == names.ZH || strings.EqualFold(name, names.EN) {
			return code
		}
	}
	return name
}

// MilestoneName gives what a milestone is called.
func MilestoneName(code string) Text {
	if names, ok := milestoneNames[code]; ok {
		return names
	}
	return Text{ZH: code, EN: code}
}

// An Activity (工序) is a piece of a project's works that takes some days and
// can begin when all its predecessors are finished.
type Activity struct {
	Project      string   `json:"project,omitempty"`
	Activity     string   `json:"activity,omitempty"` // Its number within the project.
	Name         string   `json:"name,omitempty"`
	Duration     int      `json:"duration,omitempty"` // Days; 0 is an event.
	Workdays     bool     `json:"workdays,omitempty"` // They are working days, not calendar days.
	Predecessors []string `json:"predecessors,omitempty"`
	ActualStart  Period   `json:"actual_start,omitzero"`
	ActualFinish Period   `json:"actual_finish,omitzero"`
}

// ID names the activity within its region.
func (a Activity) ID() string { return a.Project + "/" + a.Activity }

// ApprovalWorkdays is the code of the indicator whose targets, AtMost, limit
// how many working days the approvals of a construction project may take
// (国办发〔2019〕11号).
const ApprovalWorkdays = "approval_workdays"

// A Procedure (手续) is an approval that a project needs.
type Procedure struct {
	Project   string `json:"project,omitempty"`
	Procedure string `json:"procedure,omitempty"` // Its name: 施工许可.
	Authority string `json:"authority,omitempty"` // 审批部门.
	Accepted  Period `json:"accepted,omitzero"`   // 受理.
	Completed Period `json:"completed,omitzero"`  // 办结.
	Limit     int    `json:"limit,omitempty"`     // 时限, in working days; 0 where there is none.
	Stops     []Stop `json:"stops,omitempty"`     // 停止计时.
	Deferred  bool   `json:"deferred,omitempty"`  // 容缺: accepted with documents missing.
	SupplyBy  Period `json:"supply_by,omitzero"`  // 补齐期限: last day to supply them.
	Supplied  Period `json:"supplied,omitzero"`   // Day on which they were.
}

// ID names the procedure within its region.
func (p Procedure) ID() string { return p.Project + "/" + p.Procedure }

// A Stop is a stretch of days, both ends included, that an approval's limit
// does not count: hearings, tenders, inspections, expert review (行政许可法
// art. 45). A zero To is still going on.
type Stop struct {
	From Period `json:"from,omitzero"`
	To   Period `json:"to,omitzero"`
	Why  string `json:"why,omitempty"`
}

// An Obstacle (问题) is something that blocks a project.
type Obstacle struct {
	Project  string       `json:"project,omitempty"`
	Obstacle string       `json:"obstacle,omitempty"` // Its number within the project.
	Kind     ObstacleKind `json:"kind,omitempty"`
	What     string       `json:"what,omitempty"`
	Owner    string       `json:"owner,omitempty"` // Unit that must solve it.
	Raised   Period       `json:"raised,omitzero"` //
	Due      Period       `json:"due,omitzero"`    // Last day to solve it.
	Closed   Period       `json:"closed,omitzero"` // 销号.
}

// ID names the obstacle within its region.
func (o Obstacle) ID() string { return o.Project + "/" + o.Obstacle }

// ObstacleKind is what a project lacks, after the factors that offices
// guarantee (要素保障).
type ObstacleKind string

// The kinds of obstacle.
const (
	LackOfLand      ObstacleKind = "land"      // 土地.
	LackOfFunds     ObstacleKind = "funds"     // 资金.
	LackOfUtilities ObstacleKind = "utilities" // 配套: water, power, roads.
	LackOfApprovals ObstacleKind = "approvals" // 审批.
	OtherObstacle   ObstacleKind = "other"     // 其他.
)

// ObstacleKinds are all of them.
func ObstacleKinds() []ObstacleKind {
	return []ObstacleKind{LackOfLand, LackOfFunds, LackOfUtilities, LackOfApprovals, OtherObstacle}
}

var obstacleNames = map[ObstacleKind]Text{
	LackOfLand:      {ZH: "土地", EN: "land"},
	LackOfFunds:     {ZH: "资金", EN: "funds"},
	LackOfUtilities: {ZH: "配套", EN: "utilities"},
	LackOfApprovals: {ZH: "审批", EN: "approvals"},
	OtherObstacle:   {ZH: "其他", EN: "other"},
}

// Name gives the kind's name.
func (k ObstacleKind) Name() Text { return obstacleNames[k] }

// ParseObstacleKind reads a kind by its Chinese or English name.
func ParseObstacleKind(text string) (ObstacleKind, bool) {
	text = narrow(text)
	for k, names := range obstacleNames {
		if text == names.ZH || strings.EqualFold(text, names.EN) {
			return k, true
		}
	}
	switch text {
	case "用地", "征地", "拆迁", "征迁", "征地拆迁":
		return LackOfLand, true
	case "融资", "资金缺口":
		return LackOfFunds, true
	case "基础设施", "基础设施配套", "水电路气", "配套设施", "水电":
		return LackOfUtilities, true
	case "手续", "审批手续", "前期手续":
		return LackOfApprovals, true
	case "其它":
		return OtherObstacle, true
	}
	return "", false
}

// A Visit (观摩) is a judge's mark and what was decided at a project's site.
type Visit struct {
	Project  string           `json:"project,omitempty"`
	Date     Period           `json:"date,omitzero"`
	Judge    string           `json:"judge,omitempty"`
	Mark     *decimal.Decimal `json:"mark,omitempty"`     // 0 to 100.
	Decision string           `json:"decision,omitempty"` // 议定事项.
}

// ID names the visit within its region.
func (v Visit) ID() string { return v.Project + "/" + v.Date.String() + "/" + v.Judge }
