package model

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Base is a unit that amounts are kept in, named as Prometheus metrics end.
type Base string

// The base units.
const (
	Yuan   Base = "yuan"
	Ratio  Base = "ratio" // 1 is 100 %, also for percentage points.
	Items  Base = "items"
	Tonnes Base = "tonnes"
	Index  Base = "index" // Index points and ranks.
)

// Bases are all base units, in the order they are documented.
func Bases() []Base { return []Base{Yuan, Ratio, Items, Tonnes, Index} }

// A Unit is what a figure is written in: so many of a base unit.
type Unit struct {
	Name   string          // As a reader expects it: 亿元, %, 万吨.
	Base   Base            //
	Factor decimal.Decimal // Base units in one of this unit, exactly: 10 to its Exponent.
}

// ToBase converts an amount of this unit to base units, exactly.
func (u Unit) ToBase(amount decimal.Decimal) decimal.Decimal { return amount.Mul(u.Factor) }

// FromBase converts base units to an amount of this unit. Every factor is a
// power of ten, so this is exact too; a division would round.
func (u Unit) FromBase(amount decimal.Decimal) decimal.Decimal {
	return amount.Shift(-u.Factor.Exponent())
}

// Text writes an amount given in base units in this unit: 12.19亿元.
func (u Unit) Text(base decimal.Decimal) string { return u.FromBase(base).String() + u.Name }

func unit(name string, base Base, exponent int32) Unit {
	return Unit{name, base, decimal.New(1, exponent)}
}

// units by every name they are written with; the first of a line is the name
// that Unit.Name gives.
var units = func() map[string]Unit {
	table := map[string]Unit{}
	add := func(base Base, exponent int32, names ...string) {
		for _, n := range names {
			table[n] = unit(names[0], base, exponent)
		}
	}
	add(Yuan, 0, "元", "yuan", "cny", "rmb", "人民币元")
	add(Yuan, 3, "千元", "thousandyuan")
	add(Yuan, 4, "万元", "10000yuan", "tenthousandyuan")
	add(Yuan, 6, "百万元", "millionyuan")
	add(Yuan, 8, "亿元", "100millionyuan", "hundredmillionyuan")
	add(Ratio, 0, "比率", "ratio")
	add(Ratio, -2, "%", "percent", "pct", "百分比")
	add(Ratio, -2, "百分点", "个百分点", "percentagepoint", "percentagepoints", "points", "pp")
	add(Ratio, -3, "‰", "permille")
	add(Items, 0, "个", "items", "item", "家", "户", "次", "count")
	add(Items, 0, "项")
	add(Items, 0, "工作日", "workdays", "workday", "个工作日")
	add(Items, 4, "万个", "10000items")
	add(Tonnes, 0, "吨", "tonnes", "tonne", "t")
	add(Tonnes, 4, "万吨", "10000tonnes", "tenthousandtonnes")
	add(Tonnes, 8, "亿吨", "100milliontonnes")
	add(Index, 0, "点", "index", "指数")
	add(Index, 0, "位", "rank", "名")
	return table
}()

// ParseUnit finds a unit by its Chinese or English name.
func ParseUnit(name string) (Unit, bool) {
	if u, ok := units[name]; ok { // As it is on every way but in from people.
		return u, true
	}
	u, ok := units[strings.ToLower(unitSpelling.Replace(narrow(name)))]
	return u, ok
}

// unitSpelling drops what people put between the words of a unit's name.
var unitSpelling = strings.NewReplacer(" ", "", "-", "", "_", "", ",", "")

// UnitNames names the common units, for messages in English; UnitNamesZH does
// for those in Chinese.
const (
	UnitNames   = "亿元, 万元, 元, %, 百分点, 个, 项, 万吨, 吨"
	UnitNamesZH = "亿元、万元、元、%、百分点、个、项、万吨、吨"
)
