package model

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// A Project is what is known of an investment project, apart from its
// measured progress. Money is in yuan.
type Project struct {
	Name            string           `json:"name,omitempty"`
	Category        string           `json:"category,omitempty"`         // 类别, as the office groups them.
	Nature          string           `json:"nature,omitempty"`           // 新开工, 续建, 竣工, 预备.
	Stage           Stage            `json:"stage,omitempty"`            //
	Lead            string           `json:"lead,omitempty"`             // 包保领导.
	Owner           string           `json:"owner,omitempty"`            // 建设单位.
	OwnerUnit       string           `json:"owner_unit,omitempty"`       // 责任单位.
	TaskForce       string           `json:"task_force,omitempty"`       // 专班.
	TotalInvestment *decimal.Decimal `json:"total_investment,omitempty"` // 总投资.
}

// Stage is where a project stands in its life cycle.
type Stage string

// The stages in their order.
const (
	Planned    Stage = "planned"    // 谋划.
	Signed     Stage = "signed"     // 签约.
	Started    Stage = "started"    // 开工.
	Building   Stage = "building"   // 在建.
	Completed  Stage = "completed"  // 竣工.
	Production Stage = "production" // 投产.
)

// Stages are all of them in order.
func Stages() []Stage { return []Stage{Planned, Signed, Started, Building, Completed, Production} }

var stageNames = map[Stage]Text{
	Planned:    {ZH: "谋划", EN: "planned"},
	Signed:     {ZH: "签约", EN: "signed"},
	Started:    {ZH: "开工", EN: "started"},
	Building:   {ZH: "在建", EN: "building"},
	Completed:  {ZH: "竣工", EN: "completed"},
	Production: {ZH: "投产", EN: "production"},
}

// Name gives the stage's name.
func (s Stage) Name() Text { return stageNames[s] }

// ParseStage reads a stage by its Chinese or English name.
func ParseStage(text string) (Stage, error) {
	text = narrow(text)
	for s, names := range stageNames {
		if text == string(s) || text == names.ZH {
			return s, nil
		}
	}
	return "", fmt.Errorf("stage %q: want 谋划, 签约, 开工, 在建, 竣工 or 投产", text)
}

// A Target is what an indicator or a project should reach in a year.
type Target struct {
	Indicator string           `json:"indicator,omitempty"` // Either this, with Measure and Issuer,
	Project   string           `json:"project,omitempty"`   // or this.
	Measure   Measure          `json:"measure,omitempty"`
	Issuer    Issuer           `json:"issuer,omitempty"`
	Year      int              `json:"year,omitempty"`
	Base      Base             `json:"base,omitempty"`
	Value     *decimal.Decimal `json:"value,omitempty"` // In base units.
	Bound     Bound            `json:"bound,omitempty"` // By BoundOf where it says nothing.
	Curve     Curve            `json:"curve,omitzero"`  // Of a task over the year; the default where zero.
}

// Bound is on which side of a target one should be.
type Bound string

// The bounds. A limit is a target not to exceed.
const (
	AtLeast Bound = "at_least" // 不低于.
	AtMost  Bound = "at_most"  // 不超过.
)

// ParseBound reads a bound by its Chinese or English name.
func ParseBound(text string) (Bound, bool) {
	switch strings.ToLower(narrow(text)) {
	case "不低于", "不少于", "以上", "at_least", "at least", ">=", "≥":
		return AtLeast, true
	case "不超过", "不高于", "以内", "at_most", "at most", "<=", "≤":
		return AtMost, true
	}
	return "", false
}

// BoundOf is on which side of its target an indicator should be: what the
// target says, else at most it where lower is better, as with every rank, else
// at least it.
func (t Target) BoundOf(i Indicator) Bound {
	switch {
	case t.Bound != "":
		return t.Bound
	case i.Decrease, t.Measure == Rank:
		return AtMost
	}
	return AtLeast
}

// ID names the target within its region; its revisions share it.
func (t Target) ID() string {
	if t.Project != "" {
		return fmt.Sprintf("project/%s/%d", t.Project, t.Year)
	}
	return fmt.Sprintf("indicator/%s/%s/%s/%d", t.Indicator, t.Measure, t.Issuer, t.Year)
}

// Issuer is the level that set a target.
type Issuer string

// The issuers of targets.
const (
	ByProvince Issuer = "province" // 省下达.
	ByCity     Issuer = "city"     // 市下达.
	ByDistrict Issuer = "district" // 区定.
)

var issuerNames = map[Issuer]Text{
	ByProvince: {ZH: "省下达", EN: "province"},
	ByCity:     {ZH: "市下达", EN: "city"},
	ByDistrict: {ZH: "区定", EN: "district"},
}

// Name gives the issuer's name.
func (i Issuer) Name() Text { return issuerNames[i] }

// ParseIssuer reads an issuer by its Chinese or English name.
func ParseIssuer(text string) (Issuer, error) {
	text = narrow(text)
	for i, names := range issuerNames {
		if text == string(i) || text == names.ZH {
			return i, nil
		}
	}
	switch text {
	case "省", "省定":
		return ByProvince, nil
	case "市", "市定":
		return ByCity, nil
	case "区", "区下达", "县定", "县下达":
		return ByDistrict, nil
	}
	return "", fmt.Errorf("issuer %q: want 省下达, 市下达 or 区定", text)
}

// A Note is the words of one report on a project; its record is valid from the
// report's cut-off.
type Note struct {
	Project  string `json:"project,omitempty"`
	State    string `json:"state,omitempty"`    // 形象进度: state of the works.
	Problems string `json:"problems,omitempty"` // 存在问题.
	Next     string `json:"next,omitempty"`     // 下一步.
}
