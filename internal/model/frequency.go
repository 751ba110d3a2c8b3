package model

import "fmt"

// Frequency is how often a series has a value, by SDMX's code list CL_FREQ.
type Frequency uint8

// The frequencies a series can have.
const (
	Annual Frequency = iota + 1
	HalfYearly
	Quarterly
	Monthly
	Weekly
	Daily
)

var frequencyCodes = map[Frequency]string{
	Annual: "A", HalfYearly: "S", Quarterly: "Q", Monthly: "M", Weekly: "W", Daily: "D",
}

var frequencyNames = map[Frequency]Text{
	Annual:     {ZH: "年", EN: "year"},
	HalfYearly: {ZH: "半年", EN: "half-year"},
	Quarterly:  {ZH: "季度", EN: "quarter"},
	Monthly:    {ZH: "月", EN: "month"},
	Weekly:     {ZH: "周", EN: "week"},
	Daily:      {ZH: "日", EN: "day"},
}

// String gives the SDMX code: A, S, Q, M, W or D.
func (f Frequency) String() string {
	if code, ok := frequencyCodes[f]; ok {
		return code
	}
	return fmt.Sprintf("Frequency(%d)", uint8(f))
}

// Name gives the word for one period of this frequency.
func (f Frequency) Name() Text { return frequencyNames[f] }

// ParseFrequency reads an SDMX frequency code.
func ParseFrequency(code string) (Frequency, error) {
	for f, c := range frequencyCodes {
		if c == code {
			return f, nil
		}
	}
	return 0, fmt.Errorf("frequency %q: want one of A, S, Q, M, W, D", code)
}

// perYear is how many periods of a calendar frequency a year holds; weeks and
// days are counted on their own scale.
func (f Frequency) perYear() int {
	switch f {
	case Annual:
		return 1
	case HalfYearly:
		return 2
	case Quarterly:
		return 4
	case Monthly:
		return 12
	case Weekly, Daily:
		return 0
	}
	return 0
}
