// Package yindu2020 embeds the example district: 殷都区 of Anyang as a bulletin
// of 2020-09-08 describes it, as one workbook and as CSV files. README.md
// beside it says which figures are published and which are made up.
//
// Nothing here reads the files; that is the collector's.
package yindu2020

import "embed"

// WorkbookName is the workbook's name in Files.
const WorkbookName = "殷都区2020.xlsx"

// FiguresName is the name in Files of the bulletin's own figures, which is not
// a file to ingest.
const FiguresName = "bulletin/figures.csv"

//go:embed 殷都区2020.xlsx *.csv bulletin/figures.csv jindu.yml
var files embed.FS

// TableNames are the names in Files of the CSV files that together hold what
// the workbook holds, in the order of its sheets.
func TableNames() []string {
	return []string{
		"指标.csv", "目标.csv", "项目.csv", "进度.csv",
		"节点.csv", "工序.csv", "手续.csv", "问题.csv", "责任.csv", "观摩.csv",
		"储备库.csv", "计划.csv", "招商.csv", "开工.csv", "资金.csv",
		"企业.csv", "排名.csv", "汇总.csv",
	}
}

// Files gives the embedded files.
func Files() embed.FS { return files }

// Settings gives the configuration that the demo runs by.
func Settings() ([]byte, error) { return files.ReadFile("jindu.yml") }

// Workbook gives the workbook's bytes.
func Workbook() ([]byte, error) { return files.ReadFile(WorkbookName) }
