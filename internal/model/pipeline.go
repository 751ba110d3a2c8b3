package model

import (
	"cmp"
	"strings"

	"github.com/shopspring/decimal"
)

// The records of what a district has in hand before and around its key
// projects: reserve, programmes, attraction, starts, funds. Each speaks of a
// project by its number where it has one, or else by its name. Money is in
// yuan; dates are days, and a date later than the instant asked about has not
// come yet.

// A Membership says that a project is in a library (储备库) or in a year's
// programme (年度计划). A project can be in several at once.
type Membership struct {
	Of         string           `json:"of,omitempty"`      // Name of the library or programme.
	Year       int              `json:"year,omitempty"`    // Of a programme; 0 for a library.
	Project    string           `json:"project,omitempty"` // Number, where it has one.
	Name       string           `json:"name,omitempty"`
	Industry   string           `json:"industry,omitempty"`
	Declared   Period           `json:"declared,omitzero"`    // 申报, to a library.
	Admitted   Period           `json:"admitted,omitzero"`    // 入库; of a programme 入选.
	Investment *decimal.Decimal `json:"investment,omitempty"` // Total.
	Planned    *decimal.Decimal `json:"planned,omitempty"`    // In the programme's year.
}

// ID names the membership within its region.
func (m Membership) ID() string {
	of := m.Of
	if m.Year > 0 {
		of += "/" + NewYear(m.Year).String()
	}
	return of + "/" + cmp.Or(m.Project, m.Name)
}

// An Attraction is an investment project that was won (招商引资).
type Attraction struct {
	Attraction string           `json:"attraction,omitempty"` // Its number.
	Name       string           `json:"name,omitempty"`
	Project    string           `json:"project,omitempty"` // Its number among the key projects, where it is one.
	Type       string           `json:"type,omitempty"`    // 类型: 内资, 外资, ….
	Industry   string           `json:"industry,omitempty"`
	TaskForce  string           `json:"task_force,omitempty"`
	Investment *decimal.Decimal `json:"investment,omitempty"`
	Signed     Period           `json:"signed,omitzero"`  // 签约.
	Landed     Period           `json:"landed,omitzero"`  // 落地.
	Started    Period           `json:"started,omitzero"` // 开工.
}

// A Ceremony is the start of one project at a ceremony (集中开工). The
// ceremony's own row names no project.
type Ceremony struct {
	Ceremony   string           `json:"ceremony,omitempty"` // Its name.
	Date       Period           `json:"date,omitzero"`
	Project    string           `json:"project,omitempty"`
	Name       string           `json:"name,omitempty"`
	Industry   string           `json:"industry,omitempty"`
	Investment *decimal.Decimal `json:"investment,omitempty"`
}

// ID names the start within its region.
func (c Ceremony) ID() string { return c.Ceremony + "/" + cmp.Or(c.Project, c.Name) }

// A Grant is money granted to a project.
type Grant struct {
	Source  string           `json:"source,omitempty"` // 专项债券, 中央预算内资金, ….
	Project string           `json:"project,omitempty"`
	Name    string           `json:"name,omitempty"`
	Amount  *decimal.Decimal `json:"amount,omitempty"`
	Granted Period           `json:"granted,omitzero"`
	Started Period           `json:"started,omitzero"` // When the project started, where no other record says.
}

// ID names the grant within its region.
func (g Grant) ID() string {
	return g.Source + "/" + cmp.Or(g.Project, g.Name) + "/" + g.Granted.String()
}

// An Enterprise is a leading enterprise (龙头企业).
type Enterprise struct {
	Enterprise string `json:"enterprise,omitempty"` // Its name, which is its ID.
	Industry   string `json:"industry,omitempty"`
	Lead       string `json:"lead,omitempty"` // 包保领导.
}

// System is a part of the pipeline, as totals name it.
type System string

// The systems that totals are kept of.
const (
	Reserve    System = "reserve"    // 储备库.
	Programme  System = "programme"  // 计划.
	Attracted  System = "attraction" // 招商.
	Starts     System = "starts"     // 开工.
	Funding    System = "funding"    // 资金.
	Procedures System = "approvals"  // 手续.
)

// Systems are all of them.
func Systems() []System { return []System{Reserve, Programme, Attracted, Starts, Funding, Procedures} }

var systemNames = map[System]Text{
	Reserve:    {ZH: "储备库", EN: "reserve"},
	Programme:  {ZH: "计划", EN: "programme"},
	Attracted:  {ZH: "招商", EN: "attraction"},
	Starts:     {ZH: "开工", EN: "starts"},
	Funding:    {ZH: "资金", EN: "funding"},
	Procedures: {ZH: "手续", EN: "approvals"},
}

// Name gives the system's name.
func (s System) Name() Text { return systemNames[s] }

// ParseSystem reads a system by its Chinese or English name.
func ParseSystem(text string) (System, bool) {
	text = narrow(text)
	for s, names := range systemNames {
		if text == names.ZH || strings.EqualFold(text, names.EN) {
			return s, true
		}
	}
	return "", false
}

// Step is how far the things of a system have come, as totals name it.
type Step string

// The steps. Which system has which is told by Steps.
const (
	StepDeclared   Step = "declared"   // 申报, to a library.
	StepAdmitted   Step = "admitted"   // 入库.
	StepSelected   Step = "selected"   // 入选, into a programme; its money is the year's plan.
	StepSigned     Step = "signed"     // 签约.
	StepLanded     Step = "landed"     // 落地.
	StepStarted    Step = "started"    // 开工.
	StepFunds      Step = "funds"      // 省外资金 of attracted projects, in the year so far.
	StepCeremonies Step = "ceremonies" // 仪式.
	StepGranted    Step = "granted"    // 下达, of funds: the projects covered and the money.
	StepProjects   Step = "projects"   // 项目 with procedures.
	StepAccepted   Step = "accepted"   // 受理.
	StepCompleted  Step = "completed"  // 办结.
)

var stepNames = map[Step]Text{
	StepDeclared:   {ZH: "申报", EN: "declared"},
	StepAdmitted:   {ZH: "入库", EN: "admitted"},
	StepSelected:   {ZH: "入选", EN: "selected"},
	StepSigned:     {ZH: "签约", EN: "signed"},
	StepLanded:     {ZH: "落地", EN: "landed"},
	StepStarted:    {ZH: "开工", EN: "started"},
	StepFunds:      {ZH: "省外资金", EN: "funds"},
	StepCeremonies: {ZH: "仪式", EN: "ceremonies"},
	StepGranted:    {ZH: "下达", EN: "granted"},
	StepProjects:   {ZH: "项目", EN: "projects"},
	StepAccepted:   {ZH: "受理", EN: "accepted"},
	StepCompleted:  {ZH: "办结", EN: "completed"},
}

// Name gives the step's name.
func (s Step) Name() Text { return stepNames[s] }

var systemSteps = map[System][]Step{
	Reserve:    {StepDeclared, StepAdmitted},
	Programme:  {StepSelected},
	Attracted:  {StepSigned, StepLanded, StepStarted, StepFunds},
	Starts:     {StepCeremonies, StepStarted},
	Funding:    {StepGranted, StepStarted},
	Procedures: {StepProjects, StepAccepted, StepCompleted},
}

// Steps are those of the system, in their order.
func (s System) Steps() []Step { return systemSteps[s] }

// ParseStep reads a step of the system by its Chinese or English name.
func (s System) ParseStep(text string) (Step, bool) {
	text = narrow(text)
	for _, step := range systemSteps[s] {
		if names := stepNames[step]; text == names.ZH || strings.EqualFold(text, names.EN) {
			return step, true
		}
	}
	return "", false
}
