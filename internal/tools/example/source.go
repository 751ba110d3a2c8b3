package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A source is one CSV file: a header and its rows, all of the same width.
type source struct {
	name string // Of the sheet: 指标.
	head []string
	rows [][]string
}

func readSource(files fs.FS, name string) (source, error) {
	content, err := fs.ReadFile(files, name+".csv")
	if err != nil {
		return source{}, fmt.Errorf("read %s.csv: %w", name, err)
	}
	content = bytes.TrimPrefix(content, []byte("\ufeff")) // The byte order mark that Excel wants.
	all, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		return source{}, fmt.Errorf("read %s.csv: %w", name, err)
	}
	if len(all) == 0 {
		return source{}, fmt.Errorf("read %s.csv: it is empty", name)
	}
	return source{name, all[0], all[1:]}, nil
}

// The words that begin a remark, which tell where a row's figures come from.
const (
	published = "公开：" // From the bulletin; ；其余虚构 says that only the named columns are.
	madeUp    = "虚构"
	restIs    = "；其余虚构"
)

// structural columns place a row; they are not figures of anybody.
var structural = []string{
	"指标", "地区", "期间", "口径", "单位", "状态", "年度", "数据截至", "备注",
	"方向", "项目名称", "历法", "储备库", "计划", "资金来源", "月份", "评比", "体系",
}

// invented tells whether a cell is made up, by its row's remark.
func (s source) invented(row []string, column int) (bool, error) {
	if row[column] == "" || slices.Contains(structural, s.head[column]) {
		return false, nil
	}
	remark := row[len(row)-1]
	if strings.HasPrefix(remark, madeUp) {
		return true, nil
	}
	stated, ok := strings.CutPrefix(remark, published)
	if !ok {
		return false, fmt.Errorf("%s.csv: remark %q: want it to begin with %s or %s", s.name, remark, published, madeUp)
	}
	columns, _, mixed := strings.Cut(stated, restIs)
	if !mixed {
		return s.head[column] == "项目编号", nil // The office's own numbers are made up throughout.
	}
	return !slices.Contains(strings.Split(columns, "、"), s.head[column]), nil
}
